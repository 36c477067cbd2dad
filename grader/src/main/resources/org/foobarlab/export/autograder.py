"""Grades a submission of lab @LAB@ for Classroom 50.

Its runner starts this in the student's checkout. Beside this file lies grader/, which does the work. Ends with 0 when
there is a grade, whatever the points; with anything else there is none, and the runner records an error instead of a
zero.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

LAB = "@LAB@"
# Points for the explanation, which is not read here: what right answers say would lie where students can fetch it.
APART = "@APART@"
REPORT = "foobar-lab-report.html"
RESULT = "result.json"
BODY = "release-body.md"
REQUIRED = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")

# The runner's job is ended after 15 minutes, and then nobody hears anything. So this ends before.
MINUTES = float(os.environ.get("FOOBARLAB_MINUTES", "12"))
# How long servers may take to be taken down. Seconds.
GRACE = 40


def escaped(text):
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def give_up(text):
    print("::error title=Not graded::" + escaped(text), flush=True)
    sys.exit(3)


def run(command):
    """Returns the exit code; what a student's server prints is not taken for a command of the workflow."""
    token = uuid.uuid4().hex
    print("::stop-commands::" + token, flush=True)
    try:
        process = subprocess.Popen(command, start_new_session=True)
        try:
            return process.wait(MINUTES * 60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            return None
    finally:
        print("::" + token + "::", flush=True)


def put(source, target):
    """The checkout is the student's, who may have put a link there."""
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    elif target.is_symlink() or target.exists():
        target.unlink()
    shutil.copyfile(source, target)


def main():
    here = Path(__file__).resolve().parent
    checkout = Path.cwd()
    missing = [name for name in REQUIRED if not os.environ.get(name, "").strip()]
    if missing:
        give_up("There is no " + ", ".join(missing) + " in the environment: this is run by Classroom 50's runner.")
    submission = checkout / "submission"
    if submission.is_symlink() or not submission.is_dir():
        give_up("There is no folder submission/ in this repository: put it back, with the servers' files in it.")
    with tempfile.TemporaryDirectory(dir=os.environ.get("RUNNER_TEMP") or None) as folder:
        out = Path(folder)
        code = run(
            ["bash", str(here / "grader" / "lab"), "grade", LAB, str(submission), "--out", str(out / "grade")]
            + ["--report", "classroom50=" + str(out / RESULT)]
            + ["--report", "release-body=" + str(out / BODY)]
            + ["--report", "html=" + str(out / REPORT)]
        )
        if code is None:
            give_up("The grading took longer than %g minutes and was ended. This is no grade; run it again." % MINUTES)
        if code not in (0, 1):
            give_up("The lab could not grade this (exit code %d, see the log). This is no grade, and no zero." % code)
        try:
            result = json.loads((out / RESULT).read_text(encoding="utf-8"))
            score, most = result["score"], result["max-score"]
        except (OSError, ValueError, KeyError) as problem:
            give_up("The grader left no result (%s). This is no grade; run it again." % problem)
        if APART != "0":
            with open(out / BODY, "a", encoding="utf-8") as body:
                body.write("\nThe explanation counts %s points more. It is read when the class is graded.\n" % APART)
        for name in (RESULT, BODY, REPORT):
            put(out / name, checkout / name)
    output = os.environ.get("GITHUB_OUTPUT", "")
    if output:
        with open(output, "a", encoding="utf-8") as file:
            file.write("status=%s\n" % ("success" if score == most else "failure"))
            file.write("summary=Foobar Lab %s: %d of %d\n" % (LAB, score, most))


if __name__ == "__main__":
    main()
