package org.foobarlab.deployment;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.foobarlab.grade.LabFault;

/**
 * Run commands on a host through one shell that stays.
 *
 * <p>The engine takes some 50 ms of a processor for each command that it is asked to run, several times what most
 * commands take themselves, and a grading runs dozens. So it is asked once, for a shell that reads commands and runs
 * each by itself, beside the others. A command meets what it would meet otherwise: the same user, folder, environment,
 * no input, and signals at their defaults.
 */
final class Shell implements AutoCloseable {

    /**
     * Reads messages that end in a zero byte: an id, a blank, and a command; and ends at one that says {@code end}.
     * Answers with a line of id, exit code, and the lengths of output and complaints, which follow; to a command whose
     * id is 0 not at all. Job control gives commands their own process groups, and with them the signals that a shell's
     * background commands would ignore. {@code exec} makes a word such as "kill" mean the program, not what Bash has of
     * that name; what Bash itself says of a program's end is nobody's output.
     */
    private static final String LOOP = """
            set -m
            store=$(mktemp -d) || exit
            answer() {
                exec </dev/null
                if [ "$1" = 0 ]; then
                    eval "exec $2" >/dev/null 2>&1
                fi
                { (exec 2>"$store/$1.err"; eval "exec $2") >"$store/$1.out"; } 2>/dev/null
                code=$?
                exec 8>"$store/turn"
                flock 8
                echo "$1 $code $(stat -c %s "$store/$1.out" "$store/$1.err" | tr '\\n' ' ')"
                cat "$store/$1.out" "$store/$1.err"
                rm -f "$store/$1.out" "$store/$1.err"
            }
            while IFS= read -r -d '' message && [ "$message" != end ]; do
                answer "${message%% *}" "${message#* }" &
                disown -a
            done
            """;

    private final Messages messages = new Messages();
    private final Answers answers = new Answers();
    private final AtomicLong ids = new AtomicLong();

    private Shell() {}

    /**
     * Open one in a container that has Bash and the usual tools.
     *
     * @throws LabFault if the engine does not start it
     */
    static Shell open(DockerClient client, String container) {
        Shell shell = new Shell();
        try {
            String exec = client.execCreateCmd(container)
                    .withCmd("bash", "-c", LOOP)
                    .withAttachStdin(true)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            client.execStartCmd(exec).withStdIn(shell.messages).exec(shell.answers);
            return shell;
        } catch (DockerException e) {
            throw new LabFault("no shell could be started: " + e.getMessage(), e);
        }
    }

    /**
     * Run a command and wait for its end.
     *
     * @throws LabFault if it has not ended by the deadline, or the shell is gone
     */
    Output exec(Duration deadline, String... command) {
        String id = String.valueOf(ids.incrementAndGet());
        CompletableFuture<Output> answer = answers.expect(id);
        messages.send(id + " " + quoted(command));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answers.forget(id);
            throw new LabFault(
                    "the command '" + String.join(" ", command) + "' did not end within " + deadline.toSeconds() + " s",
                    e);
        } catch (ExecutionException e) {
            throw new LabFault(
                    "the command '" + String.join(" ", command) + "' could not be run: "
                            + e.getCause().getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFault("the command '" + String.join(" ", command) + "' was interrupted", e);
        }
    }

    /** Start a command and leave it running; what it prints is lost. */
    void execDetached(String... command) {
        messages.send("0 " + quoted(command));
    }

    /**
     * End it, and with it the client's two threads for it. A thread that waits for commands would not notice that the
     * container is gone.
     */
    @Override
    public void close() {
        messages.send("end");
        messages.end();
    }

    static String quoted(String... words) {
        return Arrays.stream(words)
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** What the shell reads. A pipe of the library's would break when the thread that wrote to it last has ended. */
    private static final class Messages extends InputStream {
        private static final byte[] END = new byte[0];

        private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
        private byte[] current = new byte[0];
        private int read;

        void send(String message) {
            waiting.add((message + "\0").getBytes(StandardCharsets.UTF_8));
        }

        void end() {
            waiting.add(END);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                while (read == current.length) {
                    current = waiting.take();
                    read = 0;
                    if (current == END) {
                        // For whoever reads on.
                        end();
                        return -1;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
            int count = Math.min(length, current.length - read);
            System.arraycopy(current, read, target, offset, count);
            read += count;
            return count;
        }
    }

    /** What the shell answers, which comes in pieces of any length. */
    static final class Answers extends ResultCallback.Adapter<Frame> {
        private final Map<String, CompletableFuture<Output>> expected = new ConcurrentHashMap<>();
        private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        private final StringBuilder complaints = new StringBuilder();
        private volatile boolean ended;

        CompletableFuture<Output> expect(String id) {
            CompletableFuture<Output> answer = new CompletableFuture<>();
            expected.put(id, answer);
            if (ended) {
                end();
            }
            return answer;
        }

        void forget(String id) {
            expected.remove(id);
        }

        @Override
        public synchronized void onNext(Frame frame) {
            if (frame.getStreamType() == StreamType.STDERR) {
                complaints.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                return;
            }
            pieces.writeBytes(frame.getPayload());
            byte[] bytes = pieces.toByteArray();
            int taken = 0;
            for (int end = taken(bytes, taken); end > taken; end = taken(bytes, taken)) {
                taken = end;
            }
            if (taken > 0) {
                pieces.reset();
                pieces.write(bytes, taken, bytes.length - taken);
            }
        }

        /**
         * Take the answer that begins at an index, and return the index after it; the same index if it is not there in
         * full.
         */
        private int taken(byte[] bytes, int begin) {
            int line = begin;
            while (line < bytes.length && bytes[line] != '\n') {
                line++;
            }
            if (line == bytes.length) {
                return begin;
            }
            String[] head = new String(bytes, begin, line - begin, StandardCharsets.US_ASCII)
                    .trim()
                    .split(" ");
            int out = line + 1;
            int err = out + Integer.parseInt(head[2]);
            int end = err + Integer.parseInt(head[3]);
            if (end > bytes.length) {
                return begin;
            }
            CompletableFuture<Output> answer = expected.remove(head[0]);
            if (answer != null) {
                answer.complete(new Output(
                        Integer.parseInt(head[1]),
                        new String(bytes, out, err - out, StandardCharsets.UTF_8),
                        new String(bytes, err, end - err, StandardCharsets.UTF_8)));
            }
            return end;
        }

        @Override
        public void onError(Throwable throwable) {
            super.onError(throwable);
            complaints.append(throwable);
            end();
        }

        @Override
        public void onComplete() {
            super.onComplete();
            end();
        }

        /** With its container, which nobody waits for who takes a deployment down. */
        private void end() {
            ended = true;
            expected.values()
                    .forEach(
                            answer -> answer.completeExceptionally(new LabFault("its shell has ended. " + complaints)));
        }
    }
}
