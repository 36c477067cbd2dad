package org.foobarlab.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.foobarlab.grading.Turns.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hold that as many gradings run as the machine bears, and no more. */
@Timeout(60)
class TurnsTests {

    private final AtomicLong now = new AtomicLong();
    private final Turns turns = new Turns(2, now::get);

    @Test
    void firstRunsAloneUntilItIsKnownWhatTheMachineBears() throws InterruptedException {
        Turn first = turns.take();
        first.makeRoom();
        assertThat(turns.allowed()).isEqualTo(1);
        started(first, 4);
        assertThat(turns.allowed()).isEqualTo(4);
    }

    @Test
    void slowMachineRunsOneAtATime() throws InterruptedException {
        Turn first = turns.take();
        started(first, 14);
        assertThat(turns.allowed()).isEqualTo(1);
        first.end();
        started(turns.take(), 14);
        assertThat(turns.allowed()).isEqualTo(1);
    }

    @Test
    void oneLessRunsWhereServersAreSlowToStartAndOneMoreWhereTheyStartWithEase() throws InterruptedException {
        Turn first = turns.take();
        started(first, 4);
        first.makeRoom();
        Turn second = turns.take();
        second.makeRoom();
        Turn third = turns.take();
        started(second, 5);
        started(third, 8);
        assertThat(turns.allowed()).as("three run, and 13 s are long").isEqualTo(2);
        first.end();
        second.end();
        third.end();
        Turn fourth = turns.take();
        started(fourth, 10);
        assertThat(turns.allowed()).as("neither with ease nor with effort").isEqualTo(2);
        fourth.end();
        started(turns.take(), 7);
        assertThat(turns.allowed()).isEqualTo(3);
    }

    @Test
    void aTurnLearnsOnce() throws InterruptedException {
        Turn first = turns.take();
        started(first, 4);
        started(first, 20);
        assertThat(turns.allowed()).isEqualTo(4);
    }

    @Test
    void whoGivesItsTurnBackLetsTheNextOneRun() throws InterruptedException {
        Turn first = turns.take();
        CountDownLatch taken = new CountDownLatch(1);
        Thread next = new Thread(() -> {
            try {
                turns.take();
                taken.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        next.start();
        first.makeRoom();
        assertThat(taken.getCount()).isEqualTo(1);
        first.end();
        first.end();
        taken.await();
        assertThat(turns.allowed()).isEqualTo(1);
    }

    /** Let so much time pass. */
    private void started(Turn turn, long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        turn.started();
    }
}
