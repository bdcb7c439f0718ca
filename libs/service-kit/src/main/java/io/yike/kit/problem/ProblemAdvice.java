package io.yike.kit.problem;

import io.yike.kit.http.BodyTooLarge;
import io.yike.kit.http.ServiceUnavailable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.method.MethodValidationException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/// Renders every exception that leaves a controller.
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(ProblemException refused, ServletWebRequest request) {
        return answer(refused.problem(), new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> forbidden(AccessDeniedException denied, ServletWebRequest request) {
        return answer(Problem.forbidden(), new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unauthenticated(AuthenticationException nobody, ServletWebRequest request) {
        return answer(StandardProblems.unauthenticated(), new HttpHeaders(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> peerAway(ServiceUnavailable away, ServletWebRequest request) {
        log.warn("Answered 503: {}", away.getMessage());
        return answer(StandardProblems.unavailable(), new HttpHeaders(), request);
    }

    /// Without its database a service can answer nothing; the client may come again. That a commit or a rollback breaks
    /// off is how a connection shows that was lost on the way.
    @ExceptionHandler({
        CannotCreateTransactionException.class,
        TransactionSystemException.class,
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        QueryTimeoutException.class
    })
    ResponseEntity<Object> databaseAway(RuntimeException away, ServletWebRequest request) {
        log.error("Answered 503, the database is away", away);
        return answer(StandardProblems.unavailable(), new HttpHeaders(), request);
    }

    /// Deadlocks and serialization failures: nothing happened, and the same request may succeed.
    @ExceptionHandler
    ResponseEntity<Object> collided(ConcurrencyFailureException collided, ServletWebRequest request) {
        log.warn("Answered 503, two requests were in each other's way", collided);
        return answer(StandardProblems.busy(), new HttpHeaders(), request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unforeseen(Exception unforeseen, ServletWebRequest request) {
        if (committed(request)) {
            // The client is gone, or has half an answer; there is nothing left to say to it.
            log.debug("The answer broke off", unforeseen);
            return null;
        }
        log.error("Answered 500", unforeseen);
        return answer(StandardProblems.internalError(), new HttpHeaders(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(StandardProblems.invalid(FieldProblems.of(invalid.getAllErrors())), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (invalid.isForReturnValue()) {
            return unforeseen(invalid, (ServletWebRequest) request);
        }
        return answer(StandardProblems.invalid(FieldProblems.of(invalid)), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodValidationException(
            MethodValidationException invalid, HttpHeaders headers, HttpStatus status, WebRequest request) {
        if (invalid.isForReturnValue()) {
            return unforeseen(invalid, (ServletWebRequest) request);
        }
        return answer(StandardProblems.invalid(FieldProblems.of(invalid)), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (cause(unreadable, BodyTooLarge.class).isPresent()) {
            return answer(StandardProblems.bodyTooLarge(), headers, request);
        }
        List<FieldProblem> fields =
                cause(unreadable, JacksonException.class).map(FieldProblems::of).orElse(List.of());
        return answer(
                fields.isEmpty() ? StandardProblems.noJson() : StandardProblems.invalid(fields), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(required(missing.getParameterName()), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException binding, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                binding instanceof MissingRequestHeaderException missing
                        ? required(missing.getHeaderName())
                        : StandardProblems.malformed(),
                headers,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? FieldProblems.wireName(argument.getParameter())
                : Objects.requireNonNullElse(mismatch.getPropertyName(), "request");
        boolean choice = isEnum(mismatch.getRequiredType())
                || cause(mismatch, ConversionFailedException.class)
                        .map(failed -> isEnum(failed.getTargetType().getType()))
                        .orElse(false);
        return answer(
                Problem.malformed(
                        name,
                        choice ? FieldCodes.NOT_ALLOWED : FieldCodes.MALFORMED,
                        choice ? "is none of the allowed values" : "has the wrong type or format"),
                headers,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception thrown, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError() && status.value() != 503) {
            return unforeseen(thrown, (ServletWebRequest) request);
        }
        return committed((ServletWebRequest) request)
                ? null
                : answer(StandardProblems.of(status.value()), headers, request);
    }

    private ResponseEntity<Object> answer(Problem problem, HttpHeaders headers, WebRequest request) {
        return problems.entity(problem, ((ServletWebRequest) request).getRequest(), headers);
    }

    private static boolean isEnum(@Nullable Class<?> type) {
        return type != null && type.isEnum();
    }

    private static Problem required(String name) {
        return Problem.malformed(name, FieldCodes.REQUIRED, "is missing");
    }

    private static boolean committed(ServletWebRequest request) {
        return request.getResponse() != null && request.getResponse().isCommitted();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
