package io.yike.local.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// The entry of the command line.
@Command(
        name = "yike",
        description = "Yike on this machine: engines, services and a demo city.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ChaosCommand.class,
            FuzzCommand.class,
            DoctorCommand.class,
            RehearseCommand.class,
            HelpCommand.class
        },
        footer = "  bench   Measures the algorithms beside peers, on problem sets that you name (./yike bench --help).")
public final class Yike implements Runnable {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Yike() {}

    public static void main(String[] arguments) {
        var exit = commandLine().execute(arguments);
        System.exit(exit);
    }

    static CommandLine commandLine() {
        var yike = new CommandLine(new Yike());
        yike.getSubcommands().forEach((name, command) -> {
            if (!name.equals("help")) {
                command.getCommandSpec()
                        .addOption(OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Says what it does.")
                                .build());
            }
        });
        return yike.setParameterExceptionHandler(Yike::misuse)
                .setExecutionExceptionHandler(Yike::failure)
                .setUsageHelpAutoWidth(true);
    }

    /// Without a command it says what there is.
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int misuse(ParameterException mistake, String[] arguments) {
        var message = String.valueOf(mistake.getMessage()).lines().findFirst().orElse("not understood");
        mistake.getCommandLine().getErr().println("yike: " + message + " (see ./yike help)");
        mistake.getCommandLine().getErr().flush();
        return MISUSED;
    }

    private static int failure(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("yike: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
        err.flush();
        return FAILED;
    }
}
