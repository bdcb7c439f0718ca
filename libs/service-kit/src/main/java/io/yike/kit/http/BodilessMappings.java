package io.yike.kit.http;

import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Maps requests as Spring MVC does, but for operations that answer without a body when all is well. The generated
/// interfaces say of these that they produce problems only, so that whoever accepts plain JSON would be told 406.
final class BodilessMappings extends RequestMappingHandlerMapping {

    private static final Set<MediaType> PROBLEMS_ONLY = Set.of(MediaType.APPLICATION_PROBLEM_JSON);

    @Override
    protected @Nullable RequestMappingInfo getMappingForMethod(Method method, Class<?> handlerType) {
        RequestMappingInfo mapping = super.getMappingForMethod(method, handlerType);
        return mapping != null
                        && mapping.getProducesCondition()
                                .getProducibleMediaTypes()
                                .equals(PROBLEMS_ONLY)
                ? mapping.mutate().produces().build()
                : mapping;
    }
}
