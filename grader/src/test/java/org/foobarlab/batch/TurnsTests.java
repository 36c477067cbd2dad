package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.foobarlab.batch.Turns.Turn;
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
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        Thread next = taking(1, taken);
        first.makeRoom();
        assertThat(taken).isEmpty();
        first.end();
        first.end();
        next.join();
        assertThat(taken).containsExactly(1);
        assertThat(turns.allowed()).isEqualTo(1);
    }

    @Test
    void whoAskedFirstIsNext() throws InterruptedException {
        Turn first = turns.take();
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        List<Thread> line = new ArrayList<>();
        for (int place = 1; place <= 20; place++) {
            line.add(taking(place, taken));
        }
        first.end();
        for (Thread thread : line) {
            thread.join();
        }
        assertThat(taken).isSorted().hasSize(20);
    }

    @Test
    void whoIsInterruptedLeavesTheLine() throws InterruptedException {
        Turn first = turns.take();
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        Thread second = taking(2, taken);
        Thread third = taking(3, taken);
        second.interrupt();
        second.join();
        first.end();
        third.join();
        assertThat(taken).containsExactly(3);
    }

    /** Take a turn in a thread of its own and give it back, and return once it waits for it. */
    private Thread taking(int place, List<Integer> taken) {
        Thread thread = new Thread(() -> {
            try {
                Turn turn = turns.take();
                taken.add(place);
                turn.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    /** Let so much time pass. */
    private void started(Turn turn, long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        turn.started();
    }
}
