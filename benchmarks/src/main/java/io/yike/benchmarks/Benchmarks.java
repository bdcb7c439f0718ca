package io.yike.benchmarks;

import io.yike.benchmarks.booking.AvailabilityBench;
import io.yike.benchmarks.dispatch.MealDeliveryBench;
import io.yike.benchmarks.routes.RoutesBench;
import io.yike.benchmarks.store.RankingBench;
import io.yike.benchmarks.telemetry.IngestionBench;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line: each comparison is a command, without one it lists all.
@Command(
        name = "yike bench",
        description = "What the algorithms cost or reach, each beside a peer in the same run.",
        synopsisSubcommandLabel = "NAME",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            RankingBench.class,
            MealDeliveryBench.class,
            RoutesBench.class,
            AvailabilityBench.class,
            IngestionBench.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit code 0: all went well; 1: a plan breaks the rules of its task, or a measurement failed;",
            "2: the command, or a file that was given, is not understood."
        })
public final class Benchmarks implements Runnable {

    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int MISUSED = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Benchmarks() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks())
                .setParameterExceptionHandler(Benchmarks::misuse)
                .setExecutionExceptionHandler(Benchmarks::failure)
                .setUsageHelpAutoWidth(true);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int misuse(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        String message = Objects.requireNonNullElse(mistake.getMessage(), "not understood")
                .lines()
                .findFirst()
                .orElse("not understood");
        if (command.getParent() == null
                && mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().getFirst().startsWith("-")) {
            message = "unknown name '" + unmatched.getUnmatched().getFirst() + "' (there are: "
                    + String.join(" ", command.getSubcommands().keySet()) + ")";
        }
        complain(command, message + " (see ./" + command.getCommandSpec().qualifiedName() + " --help)");
        return MISUSED;
    }

    /// One line for what went wrong, and the exit code: never a stack trace.
    public static int failure(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        complain(command, failure.getMessage() == null ? failure.toString() : failure.getMessage());
        return failure instanceof Malformed ? MISUSED : FAILED;
    }

    private static void complain(CommandLine command, String message) {
        command.getOut().flush();
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message);
        command.getErr().flush();
    }
}
