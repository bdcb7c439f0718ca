package io.yike.local.stack;

import io.yike.local.engine.Folders;
import io.yike.local.engine.QpidEngine;
import io.yike.local.process.HealthProbe;
import io.yike.local.process.JavaProgram;
import io.yike.local.process.Launch;
import io.yike.local.process.Part;
import io.yike.local.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Trains what a stack runs besides its services.
///
/// @param broker of the stack, which runs
record OwnTraining(
        OwnPrograms programs, DataFolder data, Secrets secrets, Broker broker, Ports ports, HealthProbe probe) {

    /// The embedded broker is among them if it is the stack's.
    List<Training> all() {
        var all = new ArrayList<Training>();
        all.add(new Training("command line", programs.commandLine(), this::trainCommandLine));
        all.add(new Training("payment-provider", programs.paymentProvider(), this::trainPaymentProvider));
        if (broker.last().filter(QpidEngine.class::isInstance).isPresent()) {
            all.add(new Training("qpid", programs.qpid(), this::trainQpid));
        }
        return all;
    }

    /// It goes through what it does in a start, beside the engines of this one.
    private boolean trainCommandLine() throws IOException {
        var amqp = broker.address();
        var environment = Map.of(
                "YIKE_AMQP_ADDRESSES", amqp.addresses(),
                "YIKE_AMQP_USER", amqp.user(),
                "YIKE_AMQP_PASSWORD", amqp.password());
        return programs.commandLine()
                .train(
                        flags -> new Launch(
                                JavaProgram.onOwnClassPath(
                                        "io.yike.local.cli.Yike",
                                        flags,
                                        List.of(
                                                "rehearse",
                                                "--data",
                                                data.root().toString())),
                                environment,
                                data.root(),
                                log("yike")),
                        AotCache.toItsEnd());
    }

    private boolean trainPaymentProvider() throws IOException {
        return inFolderOf("payment-provider", (folder, port) -> {
            var key = secrets.get("payment-provider");
            return programs.paymentProvider()
                    .train(
                            flags -> new PaymentProviderPart(folder, log("payment-provider"), port, key, probe, flags)
                                    .prepare(),
                            untilReady(new PaymentProviderPart(
                                    folder, log("payment-provider"), port, key, probe, List.of())));
        });
    }

    private boolean trainQpid() throws IOException {
        return inFolderOf("qpid", (folder, port) -> {
            var accounts = Broker.accounts(secrets);
            return programs.qpid()
                    .train(
                            flags -> new QpidEngine(folder, log("qpid"), port, accounts, flags).prepare(),
                            untilReady(new QpidEngine(folder, log("qpid"), port, accounts)));
        });
    }

    private static AotCache.Lesson untilReady(Part part) {
        return AotCache.untilReady(part::health, () -> {});
    }

    /// In a folder that is thrown away, at a port that nobody else has.
    private boolean inFolderOf(String name, Trainee trainee) throws IOException {
        var folder = data.of("training").resolve(name);
        Folders.delete(folder);
        try {
            return trainee.train(folder, ports.take(0));
        } finally {
            Folders.delete(folder);
        }
    }

    private Path log(String name) {
        return data.log(name + "-training");
    }

    private interface Trainee {
        boolean train(Path folder, int port) throws IOException;
    }
}
