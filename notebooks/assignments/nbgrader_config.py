"""The lecture's course. What TypeScript notebooks need of nbgrader stands in scripts/grade/nbgrader_config.py."""

c = get_config()  # noqa: F821 - nbgrader puts it there
c.CourseDirectory.course_id = "lecture-lab"
