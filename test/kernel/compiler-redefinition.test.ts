import assert from 'node:assert/strict';
import { Session } from './cells.js';

describe('a type defined again', function () {
  this.timeout(60_000);
  let s: Session;
  beforeEach(() => {
    s = new Session();
  });

  const classes = { private: 'private a = 1;', protected: 'protected a = 1;', '#private': '#a = 1; get a2() { return this.#a }' };
  for (const [kind, member] of Object.entries(classes)) {
    it(`a class with a ${kind} member: functions of earlier cells take the new one`, async () => {
      const cell = `class Op { ${member} name = 'op' }`;
      await s.values(cell, 'function use(op: Op) { return op.name }\nconst all = (ops: Op[]) => ops.map(use).join()', cell);
      assert.equal(await s.last('use(new Op())'), 'op');
      assert.equal(await s.last('all([new Op(), new Op()])'), 'op,op');
    });
  }

  it('a class with a private member, in the cell that defines it again, and in arrays of earlier cells', async () => {
    const cell = 'class Op { private a = 1; read() { return this.a } }';
    await s.values(cell, 'const ops: Op[] = []; function use(op: Op) { return op.read() }');
    assert.equal(await s.last(`${cell}\nops.push(new Op()); use(new Op()) + ops.length`), 2);
    assert.equal(await s.last('ops[0]!.read()'), 1);
  });

  it('an enum with one member more', async () => {
    await s.values('enum Mode { A, B }', 'function name(mode: Mode) { return Mode[mode] }', 'enum Mode { A, B, C }');
    assert.equal(await s.last('name(Mode.C)'), 'C');
  });

  it('a class of another shape, where the function fits it too', async () => {
    await s.values('class P { constructor(readonly x: number) {} }', 'function size(p: P) { return Math.abs(p.x) }');
    await s.values('class P { constructor(readonly x: number, readonly y: number) {} }');
    assert.equal(await s.last('size(new P(-3, 1))'), 3);
    assert.deepEqual(await s.codes('size({ x: 1 })'), ['TS2345']);
  });

  it('an interface that the function no longer fits: it goes on speaking of the old one', async () => {
    await s.values('interface P { x: number }', 'function size(p: P) { return p.x }', 'interface P { y: number }');
    assert.equal(await s.last('size({ x: 2 })'), 2);
    assert.deepEqual(await s.codes('const p: P = { y: 1 }; size(p)'), ['TS2345']);
  });

  it('what is not a function keeps its type, and functions keep their values and what they see', async () => {
    await s.values('let n = 0; class C { private a = 1; v = 1 }', 'const old = new C(); function count(c: C) { n += c.v; return n }');
    await s.values('count(old)', 'class C { private a = 1; v = 10 }', 'count(new C())');
    assert.equal(await s.last('count(old) + n * 100'), 1212);
  });

  it('a private member of another type is an error of the call, not a silent match', async () => {
    await s.values('class Op { private a = 1; n = 1 }', 'const ops: Op[] = []', 'class Op { private a = "x"; m = 2 }');
    assert.deepEqual(await s.codes('ops.push(new Op())'), ['TS2345']);
  });
});
