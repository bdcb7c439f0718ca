package io.yike.recycling.figures;

import io.yike.recycling.RecyclingSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Counts what the city collected, by its own days.
@Component
public class CountCity {

    private static final long LONGEST_DAYS = 366;

    private final Figures figures;
    private final RecyclingSettings settings;

    CountCity(Figures figures, RecyclingSettings settings) {
        this.figures = figures;
        this.settings = settings;
    }

    /// Empty if the period ends before it begins, or is too long.
    @Transactional(readOnly = true)
    public Optional<CityFigures> count(LocalDate from, LocalDate to) {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= LONGEST_DAYS) {
            return Optional.empty();
        }
        Instant begins = from.atStartOfDay(settings.zone()).toInstant();
        Instant ends = to.plusDays(1).atStartOfDay(settings.zone()).toInstant();
        return Optional.of(new CityFigures(
                from,
                to,
                figures.collected(begins, ends),
                figures.overflow(begins, ends, settings.telemetry().staleAfter()),
                figures.metres(begins, ends),
                figures.visits(begins, ends),
                figures.residents(begins, ends),
                settings.households()));
    }
}
