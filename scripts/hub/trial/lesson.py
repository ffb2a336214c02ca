"""What a student does in a lesson: opens a notebook, runs it with pauses, edits, completes, interrupts, restarts, fetches, hands in."""
import asyncio
import math
import secrets

from trial.kernel import ConnectionLost, missing_numbers

LONGEST = 600  # seconds for a cell on a busy machine; one that takes longer counts as lost
NUMBERS = 300
COUNT = f"for (let i = 0; i < {NUMBERS}; i++) console.log(i);"
ENDLESS = "for (let i = 0; ; i++) await new Promise((resume) => setTimeout(resume, 20));"


class Plan:
    def __init__(self, notebook, course, assignment, pause, random):
        self.notebook, self.course, self.assignment, self.median, self.random = notebook, course, assignment, pause, random

    def pause(self):
        """Seconds that a reader takes: lognormal with this median and σ = 0.8, at most six medians."""
        return min(6 * self.median, self.median * math.exp(0.8 * self.random.gauss(0, 1)))

    async def read(self):
        await asyncio.sleep(self.pause())


class Lesson:
    """One student with a notebook. `victim` is set while a fault of their own is expected."""

    def __init__(self, student, plan, record):
        self.student, self.plan, self.record, self.kernel, self.victim = student, plan, record, None, False
        self.cells, self.ran, self.mark = [], 0, None

    async def arrive(self):
        async with self.record.timed("log in and start the server"):
            await self.student.login()
            await self.student.start_server()

    async def open(self):
        loop = asyncio.get_running_loop()
        content = await self.student.notebook(self.plan.notebook)
        self.cells = ["".join(one["source"]) for one in content["cells"] if one["cell_type"] == "code"]
        start = loop.time()
        self.kernel = await self.student.open_kernel(self.plan.notebook)
        await self.run(self.cells[0], None)
        self.record.took("open a notebook until its first cell is done", loop.time() - start)

    async def run(self, code, name="a cell", expect="ok"):
        """Runs a cell; counts lost messages; gives the answer, or None where a fault of the student's own cut it."""
        try:
            answer = await self.kernel.execute(code, LONGEST)
        except (ConnectionLost, TimeoutError) as error:
            if not self.victim:
                self.record.lost += 1
                self.record.trouble(self.student.name, f"no answer to a cell: {type(error).__name__} {error}")
            return None
        self.lose(answer, code)
        self.ran += 1
        if name:
            self.record.took(name, answer.seconds)
        if expect and answer.status != expect and not self.victim:
            self.record.trouble(self.student.name, f"a cell ended with {answer.status}: {answer.text[-300:]}")
        return answer

    def lose(self, answer, code):
        if answer.lost:
            self.record.lost += answer.lost
            self.record.trouble(self.student.name, f"no {', '.join(answer.missing)} came back for {code[:50]!r}")

    async def complete(self, code="Math.fl"):
        answer = await self.kernel.complete(code, LONGEST)
        self.lose(answer, code)
        self.record.took("completion", answer.seconds)
        if not any("floor" in one for one in answer.content.get("matches", [])):
            self.record.trouble(self.student.name, "the completion of Math.fl has no floor")

    async def read_through(self):
        """The rest of the notebook at a reader's pace, with a completion and a save on the way."""
        for index, code in enumerate(self.cells[1:], 1):
            await self.plan.read()
            await self.run(code)
            if index % 4 == 2:
                await self.complete()
            if index % 5 == 3:
                await self.edit(index)

    async def edit(self, index):
        content = await self.student.notebook(self.plan.notebook)
        cells = [one for one in content["cells"] if one["cell_type"] == "code"]
        cells[index]["source"] = f"// read by {self.student.name}\n{self.cells[index]}"
        async with self.record.timed("save a notebook"):
            await self.student.save(self.plan.notebook, content)

    async def count(self):
        """A cell whose every line is counted."""
        answer = await self.run(COUNT)
        if answer is not None:
            missing = missing_numbers(answer.text, NUMBERS)
            self.record.lost += missing
            if missing:
                self.record.trouble(self.student.name, f"{missing} of {NUMBERS} printed lines are missing")

    async def interrupt(self):
        running = asyncio.create_task(self.run(ENDLESS, None, "error"))
        await asyncio.sleep(min(2, self.plan.pause()))
        async with self.record.timed("interrupt"):
            await self.student.interrupt(self.kernel)
            await running

    async def restart(self):
        before = self.kernel.restarts
        async with self.record.timed("restart until the first cell is done"):
            await self.student.restart(self.kernel)
            await self.kernel.reconnect()
            await self.run(self.cells[0], None)
        self.kernel.restarts = before  # an order of the student's own is no death

    async def fetch(self):
        async with self.record.timed("fetch an assignment"):
            await self.student.fetch(self.plan.course, self.plan.assignment)

    async def work(self):
        """Writes a line of the student's own into the first cell of the assignment that is to be written."""
        path = f"{self.plan.assignment}/{self.plan.assignment}.ipynb"
        self.mark = f"{self.student.name} {secrets.token_hex(8)}"
        content = await self.student.notebook(path)
        own = next(one for one in content["cells"] if one["cell_type"] == "code" and one["metadata"].get("nbgrader", {}).get("solution"))
        own["source"] = f"// {self.mark}\n{''.join(own['source'])}"
        await self.student.save(path, content)

    async def hand_in(self, name="hand in, in the rush"):
        async with self.record.timed(name):
            await self.student.submit(self.plan.course, self.plan.assignment)
        self.record.marks[self.student.name] = self.mark
