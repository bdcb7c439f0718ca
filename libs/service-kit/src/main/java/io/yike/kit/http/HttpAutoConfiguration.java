package io.yike.kit.http;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.yike.kit.id.Ids;
import io.yike.kit.problem.Problems;
import java.net.http.HttpClient;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClient;
import org.springframework.cloud.client.loadbalancer.LoadBalancerInterceptor;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.convert.ConversionService;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.validation.Validator;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Filters for what comes in, clients for what goes out.
@AutoConfiguration(
        afterName = {
            "io.yike.kit.KitAutoConfiguration",
            "io.yike.kit.problem.ProblemAutoConfiguration",
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration",
            "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
            "org.springframework.cloud.loadbalancer.config.BlockingLoadBalancerClientAutoConfiguration"
        })
@EnableConfigurationProperties({HttpProperties.class, ServiceProperties.class})
@LoadBalancerClients(defaultConfiguration = StaticInstances.class)
class HttpAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(HttpAutoConfiguration.class);

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter(Ids ids) {
        FilterRegistrationBean<RequestIdFilter> filter = new FilterRegistrationBean<>(new RequestIdFilter(ids));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(HttpProperties properties, Problems problems) {
        FilterRegistrationBean<BodyLimitFilter> filter = new FilterRegistrationBean<>(
                new BodyLimitFilter(properties.bodyLimit(), properties.bodyLimits(), problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    @Bean
    FilterRegistrationBean<WellFormedQueryFilter> wellFormedQueryFilter(Problems problems) {
        FilterRegistrationBean<WellFormedQueryFilter> filter =
                new FilterRegistrationBean<>(new WellFormedQueryFilter(problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return filter;
    }

    @Bean
    WireTimes wireTimes() {
        return new WireTimes();
    }

    /// Spring MVC takes every converter bean.
    @Bean
    WireEnums wireEnums() {
        return new WireEnums();
    }

    @Bean
    WebMvcRegistrations mappings() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new BodilessMappings();
            }
        };
    }

    /// Spring MVC takes this one in place of its own.
    @Bean
    ConfigurableWebBindingInitializer webBindingInitializer(
            @Qualifier("mvcConversionService") ConversionService conversions,
            @Qualifier("mvcValidator") Validator validator) {
        ConfigurableWebBindingInitializer initializer = new ConfigurableWebBindingInitializer();
        initializer.setConversionService(new StrictConversions(conversions));
        initializer.setValidator(validator);
        return initializer;
    }

    @Bean
    ServiceClients serviceClients(
            ObjectProvider<RestClient.Builder> builders,
            LoadBalancerClient loadBalancer,
            ServiceProperties properties,
            CircuitBreakerRegistry circuitBreakers,
            BulkheadRegistry bulkheads,
            TimeLimiterRegistry timeLimiters,
            JsonMapper json,
            @Value("${spring.application.name}") String self) {
        ClientHttpRequestFactory requests = requests(properties);
        List<ClientHttpRequestInterceptor> interceptors = interceptors(properties, loadBalancer, requests, self);
        // Other services may add fields to their answers at any time.
        JacksonJsonHttpMessageConverter lenient = new JacksonJsonHttpMessageConverter(json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
        return new ServiceClients(
                () -> builders.getObject()
                        .requestFactory(requests)
                        .configureMessageConverters(converters -> converters.withJsonConverter(lenient))
                        .requestInterceptors(all -> all.addAll(interceptors)),
                circuitBreakers,
                bulkheads,
                timeLimiters);
    }

    private static List<ClientHttpRequestInterceptor> interceptors(
            ServiceProperties properties,
            LoadBalancerClient loadBalancer,
            ClientHttpRequestFactory requests,
            String self) {
        ClientHttpRequestInterceptor requestId = (request, body, execution) -> {
            String id = RequestIds.current();
            if (id != null) {
                request.getHeaders().set(RequestIds.HEADER, id);
            }
            return execution.execute(request, body);
        };
        ClientHttpRequestInterceptor oneOfMany = new LoadBalancerInterceptor(loadBalancer);
        if (properties.tokenUri().isEmpty()) {
            log.info("yike.services.token-uri is not set: other services are called without a token");
            return List.of(requestId, oneOfMany);
        }
        return List.of(
                requestId,
                ServiceTokens.interceptor(self, properties.tokenUri(), properties.clientSecret(), requests),
                oneOfMany);
    }

    private static ClientHttpRequestFactory requests(ServiceProperties properties) {
        return ClientHttpRequestFactoryBuilder.jdk()
                .withHttpClientCustomizer(client -> client.version(HttpClient.Version.HTTP_1_1))
                .build(HttpClientSettings.defaults().withTimeouts(properties.connectWithin(), properties.readWithin()));
    }
}
