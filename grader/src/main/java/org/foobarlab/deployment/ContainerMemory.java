package org.foobarlab.deployment;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;

/** Measure the memory of all containers of the lab. */
public final class ContainerMemory {

    private ContainerMemory() {}

    /**
     * Return the most memory that the containers have used, where the kernel keeps that, or what they use now.
     *
     * @return MiB, all containers added up, without cached files
     */
    public static double peakMebibytes(Engine engine) {
        List<Container> containers = engine.client()
                .listContainersCmd()
                .withLabelFilter(List.of(Owner.DEPLOYMENT_LABEL))
                .exec();
        DoubleAdder bytes = new DoubleAdder();
        Parallel.forEach(containers, container -> {
            try (ResultCallback.Adapter<Statistics> callback = new ResultCallback.Adapter<>() {
                @Override
                public void onNext(Statistics statistics) {
                    MemoryStatsConfig memory = statistics.getMemoryStats();
                    if (memory != null && memory.getUsage() != null) {
                        Long cached = memory.getStats() == null
                                ? null
                                : memory.getStats().getInactiveFile();
                        long most = memory.getMaxUsage() == null ? memory.getUsage() : memory.getMaxUsage();
                        bytes.add(most - (cached == null ? 0 : cached));
                    }
                }
            }) {
                engine.client().statsCmd(container.getId()).withNoStream(true).exec(callback);
                callback.awaitCompletion(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                // A container that is gone uses no memory.
            }
        });
        return bytes.sum() / 1024 / 1024;
    }
}
