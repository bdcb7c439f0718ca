package io.yike.gateway.health;

import io.yike.gateway.routing.Instances;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Asks every instance of every service whether it is ready. The platform is up when each service has one that is.
@Component
class PlatformHealth {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Instances instances;
    private final WebClient http;

    PlatformHealth(Instances instances, WebClient.Builder http) {
        this.instances = instances;
        this.http = http.build();
    }

    record Report(String status, List<Service> services) {
        boolean isUp() {
            return status.equals("up");
        }
    }

    record Service(String name, String status, List<Instance> instances) {}

    /// @param reason why it is down
    record Instance(String name, String status, @Nullable String reason) {
        boolean isUp() {
            return status.equals("up");
        }
    }

    Mono<Report> ask() {
        return Flux.fromIterable(instances.all().entrySet())
                .flatMap(service -> Flux.fromIterable(service.getValue())
                        .flatMapSequential(this::ask)
                        .collectList()
                        .map(answers -> new Service(
                                service.getKey(), answers.stream().anyMatch(Instance::isUp) ? "up" : "down", answers)))
                .collectSortedList(Comparator.comparing(Service::name))
                .map(services -> new Report(
                        services.stream().allMatch(service -> service.status().equals("up")) ? "up" : "down",
                        services));
    }

    private Mono<Instance> ask(ServiceInstance instance) {
        return http.get()
                .uri(instance.getUri().resolve("/actuator/health/readiness"))
                .exchangeToMono(answer -> answer.releaseBody().thenReturn(read(instance, answer)))
                .timeout(PATIENCE)
                .onErrorResume(
                        failure -> failure instanceof WebClientRequestException || failure instanceof TimeoutException,
                        failure -> Mono.just(down(instance, reason(failure))));
    }

    private static Instance read(ServiceInstance instance, ClientResponse answer) {
        return answer.statusCode().isSameCodeAs(HttpStatus.OK)
                ? new Instance(Instances.nameOf(instance), "up", null)
                : down(instance, "answers " + answer.statusCode().value());
    }

    private static Instance down(ServiceInstance instance, String reason) {
        return new Instance(Instances.nameOf(instance), "down", reason);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "silent for " + PATIENCE.toSeconds() + " s";
        }
        return failure.getCause() instanceof ConnectException ? "refuses connections" : "the connection broke";
    }
}
