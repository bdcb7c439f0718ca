package io.yike.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.process.Health;
import io.yike.local.process.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisEngineTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasWrittenWhenItIsStopped() throws Exception {
        var engine = engine("secret");
        try (var running = RunningEngine.start(folder, engine)) {
            assertThat(ask(engine, "SET courier 7")).containsExactly("+OK", "+OK");

            running.stop();

            assertThat(running.told()).containsExactly("redis healthy", "redis stopped");
        }
        try (var running = RunningEngine.start(folder, engine)) {
            assertThat(ask(engine, "GET courier")).containsExactly("+OK", "$1");
            assertThat(running.told()).containsExactly("redis healthy");
        }
    }

    @Test
    void comesBackWhenItIsKilled() throws Exception {
        var engine = engine("secret");
        try (var running = RunningEngine.start(folder, engine)) {
            running.kill(engine);

            assertThat(engine.health()).isEqualTo(Health.UP);
        }
    }

    @Test
    void refusesAnotherPassword() throws Exception {
        var engine = engine("secret");
        try (var running = RunningEngine.start(folder, engine)) {
            var stranger = new RedisEngine(RunningEngine.BINARIES, folder, engine.log(), engine.port(), "guess");

            assertThat(stranger.health()).isInstanceOf(Health.Down.class);
            assertThat(running.told()).containsExactly("redis healthy");
        }
    }

    private RedisEngine engine(String password) throws IOException {
        return new RedisEngine(
                RunningEngine.BINARIES,
                folder.resolve("redis"),
                folder.resolve("redis.log"),
                new Ports().take(6379),
                password);
    }

    /// Logs in and asks; the first line of each answer.
    private static List<String> ask(RedisEngine engine, String question) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
            socket.setSoTimeout(3_000);
            var questions = "AUTH " + engine.password() + "\r\n" + question + "\r\n";
            socket.getOutputStream().write(questions.getBytes(StandardCharsets.US_ASCII));
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return List.of(String.valueOf(answers.readLine()), String.valueOf(answers.readLine()));
        }
    }
}
