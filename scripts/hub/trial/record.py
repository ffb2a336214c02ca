"""What the load program saw: latencies by name, faults, and everything that went wrong."""
import asyncio
import statistics


def percentile(values, share):
    """The smallest value below or at which that share of the values lies."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


class Record:
    def __init__(self, say):
        self.say, self.latencies, self.lost, self.died, self.breaks = say, {}, 0, 0, 0
        self.troubles, self.faults, self.marks, self.memory, self.samples, self.pace = [], [], {}, [], [], []

    def took(self, name, seconds):
        self.latencies.setdefault(name, []).append(seconds)

    def trouble(self, who, what):
        """Something that a student noticed and that no fault of theirs explains."""
        self.troubles.append(f"{who}: {what}")
        self.say(f"! {who}: {what}")

    def fault(self, name, victim, how):
        self.faults.append({"fault": name, "victim": victim, "how": how})
        self.say(f"fault: {name} ({victim}): {how}")

    def timed(self, name):
        return Timer(self, name)

    def summary(self):
        rows = {}
        for name, values in self.latencies.items():
            rows[name] = {"count": len(values), "median": statistics.median(values), "p95": percentile(values, 95), "max": max(values)}
        return rows


class Timer:
    def __init__(self, record, name):
        self.record, self.name = record, name

    async def __aenter__(self):
        self.start = asyncio.get_running_loop().time()

    async def __aexit__(self, kind, *_):
        if kind is None:
            self.record.took(self.name, asyncio.get_running_loop().time() - self.start)
