/** What the front answers the panel "Session" over its comm. */
import assert from 'node:assert/strict';
import type { Dict, MessageClient } from '../../support/message-client.js';
import type { Place } from './place.js';

export const sessionCases = (place: Place): Mocha.Suite =>
  describe(`kernel over ${place.name}: lecture-lab.session`, function () {
    this.timeout(120_000);
    let kernel: MessageClient;

    let requests = 0;
    const ask = async (data: object) => {
      const message = kernel.send('comm_msg', { comm_id: 'session', data: { id: ++requests, ...data } });
      const found = await kernel.until((all) => all.find((m) => m.type === 'comm_msg' && m.parent === message), 'an answer');
      const { id, result, error } = found.content.data as { id: number; result?: Dict; error?: string };
      assert.equal(id, requests);
      return { ...result, error } as Dict;
    };
    const rows = (answer: Dict) =>
      (answer.variables as { name: string; type: string; value: { text: string } | null }[]).map(
        ({ name, type, value }) => `${name}: ${type} = ${value?.text}`,
      );
    before(async () => {
      kernel = await place.start();
      await kernel.run('const panelRate = 0.5\nconst panelList = [1, 2]');
      const open = kernel.send('comm_open', { comm_id: 'session', target_name: 'lecture-lab.session', data: {} });
      await kernel.until((all) => all.find((m) => m.parent === open && m.content.execution_state === 'idle'), 'idle');
    });
    after(() => kernel.stop());

    it('lists variables and shows one', async () => {
      const answer = await ask({ kind: 'variables' });
      assert.deepEqual([answer.running, answer.answered], [false, true]);
      const own = rows(answer).filter((row) => row.startsWith('panel'));
      assert.deepEqual(own, ['panelRate: 0.5 = 0.5', 'panelList: number[] = [1, 2]']);
      const message = kernel.send('comm_msg', { comm_id: 'session', data: { id: ++requests, kind: 'value', name: 'panelList' } });
      const found = await kernel.until((all) => all.find((m) => m.type === 'comm_msg' && m.parent === message), 'an answer');
      assert.equal((found.content.data as { result: { kind: string }[] }).result[0]?.kind, 'table');
      assert.match(String((await ask({ kind: 'value', name: 'nothing' })).error), /^name must be a variable of the session, got nothing$/);
      assert.match(String((await ask({ kind: 'all' })).error), /got all/);
    });

    it('says names and types while a loop computes, values while a cell awaits', async () => {
      const loop = kernel.request('for (;;) {}');
      await kernel.until((all) => all.find((m) => m.parent === loop && m.type === 'execute_input'), 'execute_input');
      const busy = await ask({ kind: 'variables' });
      assert.deepEqual([busy.running, busy.answered], [true, false]);
      assert.ok(rows(busy).includes('panelRate: 0.5 = undefined'));
      await kernel.ask('interrupt_request', {}, 'control');
      await kernel.outcome(loop);
      const wait = kernel.request('await new Promise((resume) => setTimeout(resume, 60_000))');
      await kernel.until((all) => all.find((m) => m.parent === wait && m.type === 'execute_input'), 'execute_input');
      // On a slow machine an answer may be late once.
      for (let tries = 0; ; tries++) {
        const answer = await ask({ kind: 'variables' });
        assert.equal(answer.running, true);
        if (answer.answered) break;
        assert.ok(tries < 100, 'the runner never answers');
      }
      await kernel.ask('interrupt_request', {}, 'control');
      await kernel.outcome(wait);
    });
  });
