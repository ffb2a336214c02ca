"""The tables of the load program, as Markdown."""
import datetime
import os
import platform
import subprocess

from trial import pace, soak

MARKS = {"class": "<!-- npm run bench -- class -->", "soak": "<!-- the soak -->"}
END = "<!-- end -->"


def result(record, given):
    return {
        "date": str(datetime.date.today()),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "node": subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip(),
        "computes": record.computes,
        "before": record.before,
        "pace": pace.summary(record.pace or [record.before]),
        "students": given.students,
        "apart": record.apart,
        "pause": given.pause,
        "notebook": given.notebook,
        "latencies": record.summary(),
        "memory": [dict(zip(("kind", "count", "MiB", "median"), row)) for row in record.memory],
        "highest": max(record.samples, default=0),
        "died": record.died,
        "lost": record.lost,
        "breaks": record.breaks,
        "rush": getattr(record, "rush", None),
        "handed_in": len(record.marks),
        "faults": record.faults,
        "troubles": record.troubles,
        "left": getattr(record, "left", []),
        "soak": getattr(record, "soak", []),
    }


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in lines)


def busy(found):
    before, during = found["before"], found["pace"]
    return (
        f"Load average {before['load']:.1f} just before, by other work; {during['load']:.1f} (median) during the lesson, at its highest "
        f"{during['highest load']:.1f}. A start of Node took {before['node']:.2f} s before, {during['node']:.2f} s (median) in the lesson."
    )


def text(found):
    seconds = [
        [name, row["count"], f"{row['median']:.2f}", f"{row['p95']:.2f}", f"{row['max']:.2f}"] for name, row in found["latencies"].items()
    ]
    memory = [[row["kind"], row["count"], f"{row['MiB']:.0f}", f"{row['median']:.0f}"] for row in found["memory"]]
    ids = "a user id for each" if found["apart"] else "one user id for all"
    rush = "not reached" if found["rush"] is None else f"{found['rush']:.1f} s"
    parts = [
        f"{found['date']}, {found['machine']}, Node {found['node']}. {found['students']} students ({ids}), notebook {found['notebook']} on "
        f"{found['computes']}, pauses lognormal with a median of {found['pause']:g} s and σ = 0.8. {busy(found)}",
        table(["seconds", "number", "median", "95 %", "longest"], seconds),
        table(["memory at its highest", "processes", "MiB (PSS)", "median of one"], memory + [["together", "", f"{found['highest']:.0f}", ""]]),
        f"The rush of the deadline: {found['handed_in']} of {found['students']} handed in within {rush}. Kernels that died without a fault: {found['died']}; "
        f"messages lost: {found['lost']}; connections broken without a fault: {found['breaks']}; processes left behind: {len(found['left'])}.",
    ]
    if found["faults"]:
        parts.append(table(["fault", "what happened"], [[one["fault"], one["how"]] for one in found["faults"]]))
    if found["troubles"]:
        parts.append("Noticed:\n\n" + "\n".join(f"- {one}" for one in found["troubles"]))
    return "\n\n".join(parts)


def soak_text(found):
    """The curve as a table of at most eleven rows, and what became of servers and hub, which are not culled."""
    rows, growth = found["soak"], soak.growth(found["soak"])
    few = [rows[round(i * (len(rows) - 1) / 10)] for i in range(11)] if len(rows) > 11 else rows
    cells = [[f"{r['minute']:.0f}", r["processes"], f"{r['MiB']:.0f}", f"{r['servers and hub']:.0f}", r["started"], r["culled"]] for r in few]
    head = ["minute", "processes", "MiB together", "MiB of servers and hub", "kernels started", "kernels culled"]
    return "\n\n".join(
        [
            f"{found['date']}, {found['machine']}, Node {found['node']}; {found['students']} students. {busy(found)}",
            table(head, cells),
            f"Servers and hub needed {growth['middle']:.0f} MiB in the middle third and {growth['last']:.0f} MiB in the last ({growth['percent']:+.1f} %). "
            f"Messages lost: {found['lost']}; processes left behind: {len(found['left'])}.",
        ]
    )


def write(file, made, name):
    """Puts a text between its marks in a document."""
    with open(file, encoding="utf-8") as given:
        content = given.read()
    first = content.find(MARKS[name])
    last = content.find(END, first)
    if first < 0 or last < 0:
        raise SystemExit(f"{file} has no place for the tables: {MARKS[name]} … {END}")
    with open(file, "w", encoding="utf-8") as out:
        out.write(content[: first + len(MARKS[name])] + f"\n\n{made}\n\n" + content[last:])
