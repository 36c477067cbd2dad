package org.foobarlab.batch;

import org.foobarlab.grade.Grade;
import org.foobarlab.submission.Submission;

/** Grade one submission on servers of its own. Called by several threads at once. */
public interface SubmissionGrader {

    /**
     * Grade a submission.
     *
     * @param attempt is told what to close when the grading has to end before it is done
     * @throws org.foobarlab.grade.LabFault if the lab could not
     * @throws org.foobarlab.lab.UnusableInput if nothing in it is what the lab reads
     */
    Grade grade(Submission submission, Attempt attempt);
}
