"""nbgrader on a hub: where the exchange is, and that a student hands in under the name of the hub."""
import os

c = get_config()  # noqa: F821 - nbgrader puts it there
c.CourseDirectory.course_id = os.environ.get("LECTURE_LAB_COURSE_ID", "lecture-lab")
c.Exchange.root = os.environ.get("LECTURE_LAB_EXCHANGE", "/srv/nbgrader/exchange")
if os.environ.get("LECTURE_LAB_ROLE") == "student" and "JUPYTERHUB_USER" in os.environ:
    # In a container all users have the same name on the system. It is no proof of who handed in: the owner of the folder in the exchange is.
    c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
if os.environ.get("LECTURE_LAB_ROLE") == "lecturer":
    # Formgrader shows only what lies below the server's folder, which is the home: a lecturer has a clone of the project there.
    course = os.environ.get("LECTURE_LAB_COURSE") or os.path.expanduser("~/lecture-lab/notebooks/assignments")
    c.CourseDirectory.root = course
    c.IsolatedExecute.course_root = course
