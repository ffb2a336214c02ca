"""nbgrader on a hub: the path of the exchange, and the name of a student, which is the one on the hub."""
import os

c = get_config()  # noqa: F821 - nbgrader puts it there
c.CourseDirectory.course_id = os.environ.get("LECTURE_LAB_COURSE_ID", "lecture-lab")
# Training runs beside a notebook are nobody else's.
c.CourseDirectory.ignore.append(".lab")
c.Exchange.root = os.environ.get("LECTURE_LAB_EXCHANGE", "/srv/nbgrader/exchange")
if os.environ.get("LECTURE_LAB_ROLE") == "student" and "JUPYTERHUB_USER" in os.environ:
    # In a container all users have the same name on the system. The name does not prove who handed in; the owner of the folder in the exchange does.
    c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
if os.environ.get("LECTURE_LAB_ROLE") == "lecturer":
    # Formgrader shows only folders below the server's folder, which is the home. So a lecturer has a clone of the project there.
    course = os.environ.get("LECTURE_LAB_COURSE") or os.path.expanduser("~/lecture-lab/notebooks/assignments")
    c.CourseDirectory.root = course
    c.IsolatedExecute.course_root = course
