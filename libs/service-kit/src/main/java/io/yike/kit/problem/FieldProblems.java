package io.yike.kit.problem;

import jakarta.validation.ConstraintViolation;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Names the fields at fault, as the caller wrote them.
final class FieldProblems {

    /// More would help nobody.
    private static final int MOST = 50;

    private static final String BODY = "body";

    /// The validator finds faults in no order; whoever reads the answers sees the same one each time.
    private static final Comparator<FieldProblem> IN_ORDER =
            Comparator.comparing(FieldProblem::field).thenComparing(FieldProblem::code);

    private FieldProblems() {}

    /// Of a body that broke constraints.
    static List<FieldProblem> of(List<? extends ObjectError> errors) {
        return errors.stream()
                .map(FieldProblems::of)
                .sorted(IN_ORDER)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /// Of parameters and bodies that broke constraints.
    static List<FieldProblem> of(MethodValidationResult result) {
        List<FieldProblem> problems = new ArrayList<>();
        for (ParameterValidationResult parameter : result.getParameterValidationResults()) {
            Stream<FieldProblem> found = parameter instanceof ParameterErrors body
                    ? body.getAllErrors().stream().map(FieldProblems::of)
                    : parameter.getResolvableErrors().stream().map(error -> of(parameter, error));
            found.sorted(IN_ORDER).forEach(problems::add);
        }
        return problems.stream().distinct().limit(MOST).toList();
    }

    /// Of JSON that does not fit; empty when it is no JSON at all.
    static List<FieldProblem> of(JacksonException mismatch) {
        String path = path(mismatch);
        String field = path.isEmpty() ? BODY : path;
        return switch (mismatch) {
            case UnrecognizedPropertyException unknown ->
                List.of(new FieldProblem(field, FieldCodes.UNKNOWN_FIELD, "is not known"));
            case InvalidNullException absent ->
                List.of(new FieldProblem(field, FieldCodes.REQUIRED, "must not be null"));
            case InvalidFormatException format
            when format.getTargetType() != null && format.getTargetType().isEnum() ->
                List.of(new FieldProblem(field, FieldCodes.NOT_ALLOWED, "is none of the allowed values"));
            case ValueInstantiationException value
            when value.getType() != null && value.getType().isEnumType() ->
                List.of(new FieldProblem(field, FieldCodes.NOT_ALLOWED, "is none of the allowed values"));
            case InputCoercionException number ->
                List.of(new FieldProblem(field, FieldCodes.OUT_OF_RANGE, "is too large or too small a number"));
            case MismatchedInputException type ->
                List.of(new FieldProblem(field, FieldCodes.MALFORMED, "has the wrong type or format"));
            case ValueInstantiationException value ->
                List.of(new FieldProblem(field, FieldCodes.MALFORMED, "has the wrong type or format"));
            case DatabindException other
            when !path.isEmpty() -> List.of(new FieldProblem(field, FieldCodes.MALFORMED, null));
            default -> List.of();
        };
    }

    /// The name of a header, query or path parameter on the wire.
    static String wireName(MethodParameter parameter) {
        return Stream.of(RequestHeader.class, RequestParam.class, PathVariable.class)
                .map(type -> declaredName(parameter, type))
                .filter(name -> name != null && !name.isEmpty())
                .findFirst()
                .or(() -> Optional.ofNullable(parameter.getParameterName()))
                .orElse("request");
    }

    private static FieldProblem of(ObjectError error) {
        String field = error instanceof FieldError fieldError ? fieldError.getField() : BODY;
        Object rejected = error instanceof FieldError fieldError ? fieldError.getRejectedValue() : null;
        if (!error.contains(ConstraintViolation.class)) {
            return new FieldProblem(field, FieldCodes.MALFORMED, "has the wrong type or format");
        }
        return of(field, error.unwrap(ConstraintViolation.class), rejected);
    }

    private static FieldProblem of(ParameterValidationResult parameter, MessageSourceResolvable error) {
        ConstraintViolation<?> violation = parameter.unwrap(error, ConstraintViolation.class);
        return of(wireName(parameter.getMethodParameter()), violation, parameter.getArgument());
    }

    private static FieldProblem of(String field, ConstraintViolation<?> violation, @Nullable Object rejected) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        Map<String, Object> attributes = violation.getConstraintDescriptor().getAttributes();
        int max = attributes.get("max") instanceof Integer bound ? bound : Integer.MAX_VALUE;
        return new FieldProblem(
                field, FieldCodes.of(constraint, max, rejected == null ? "" : rejected), violation.getMessage());
    }

    private static String path(JacksonException mismatch) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : mismatch.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static @Nullable String declaredName(MethodParameter parameter, Class<? extends Annotation> type) {
        // Controllers implement generated interfaces, and the annotations stand there.
        Method method = parameter.getMethod();
        if (method == null) {
            return null;
        }
        List<Method> declarations = new ArrayList<>(List.of(method));
        for (Class<?> contract : ClassUtils.getAllInterfacesForClass(parameter.getContainingClass())) {
            Method declaration =
                    ClassUtils.getMethodIfAvailable(contract, method.getName(), method.getParameterTypes());
            if (declaration != null) {
                declarations.add(declaration);
            }
        }
        for (Method declaration : declarations) {
            var attributes = AnnotatedElementUtils.getMergedAnnotationAttributes(
                    declaration.getParameters()[parameter.getParameterIndex()], type);
            if (attributes != null) {
                return attributes.getString("name");
            }
        }
        return null;
    }
}
