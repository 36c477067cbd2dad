package org.foobarlab.batch;

import org.foobarlab.grade.Grade;
import org.foobarlab.grading.Grader;
import org.foobarlab.grading.Progress;
import org.foobarlab.lab.Lab;
import org.foobarlab.submission.Submission;

/** Grade with real servers. */
public final class LabGrader implements SubmissionGrader {

    private final Grader grader;
    private final Lab lab;

    /** Use a grader, which several threads share. */
    public LabGrader(Grader grader, Lab lab) {
        this.grader = grader;
        this.lab = lab;
    }

    @Override
    public Grade grade(Submission submission, Attempt attempt) {
        return grader.grade(lab, submission, new Progress() {
            @Override
            public void deployed(AutoCloseable servers) {
                attempt.runningOn(servers);
            }

            @Override
            public void looked() {
                attempt.makeRoom();
            }
        });
    }
}
