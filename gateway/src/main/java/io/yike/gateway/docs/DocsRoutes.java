package io.yike.gateway.docs;

import static org.springframework.web.reactive.function.server.RouterFunctions.resources;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.yike.gateway.problem.Problem;
import io.yike.gateway.problem.ProblemException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// One page over all contracts, with everything it needs from here: the contracts of the contracts module, and
/// Swagger UI from its jar.
@Configuration(proxyBeanMethods = false)
class DocsRoutes {

    private static final MediaType YAML = MediaType.valueOf("application/yaml");

    @Bean
    RouterFunction<ServerResponse> docsRoute() throws IOException {
        ResourcePatternResolver jars = new PathMatchingResourcePatternResolver();
        Map<String, Resource> contracts = contracts(jars);
        return route().GET("/", _ -> page("landing.html"))
                .GET("/docs", _ -> page("docs.html"))
                .GET("/docs/", _ -> page("docs.html"))
                .GET(
                        "/docs/docs.js",
                        _ -> ServerResponse.ok()
                                .contentType(MediaType.valueOf("text/javascript"))
                                .bodyValue(new ClassPathResource("pages/docs.js")))
                .GET("/docs/contracts/{file}", request -> contract(contracts.get(request.pathVariable("file"))))
                .add(resources("/docs/assets/**", swaggerUi(jars)))
                .build();
    }

    private static Mono<ServerResponse> page(String file) {
        return ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(new ClassPathResource("pages/" + file));
    }

    private static Mono<ServerResponse> contract(@Nullable Resource contract) {
        return contract == null
                ? Mono.error(new ProblemException(Problem.notFound()))
                : ServerResponse.ok().contentType(YAML).bodyValue(contract);
    }

    private static Map<String, Resource> contracts(ResourcePatternResolver jars) throws IOException {
        Map<String, Resource> contracts = new LinkedHashMap<>();
        Arrays.stream(jars.getResources("classpath*:io/yike/contracts/openapi/*.yaml"))
                .forEach(contract -> contracts.put(Objects.requireNonNull(contract.getFilename()), contract));
        return contracts;
    }

    /// The folder of Swagger UI in its jar, whatever the version.
    private static Resource swaggerUi(ResourcePatternResolver jars) throws IOException {
        Resource bundle = Arrays.stream(
                        jars.getResources("classpath*:META-INF/resources/webjars/swagger-ui/*/swagger-ui-bundle.js"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Swagger UI is not on the class path"));
        return bundle.createRelative("./");
    }
}
