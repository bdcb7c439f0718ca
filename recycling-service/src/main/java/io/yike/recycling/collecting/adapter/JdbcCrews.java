package io.yike.recycling.collecting.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.collecting.Crews;
import io.yike.recycling.collecting.domain.Crew;
import io.yike.recycling.collecting.domain.Loaded;
import io.yike.recycling.collecting.domain.Plant;
import io.yike.recycling.collecting.domain.Skill;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.wire.Wire;
import io.yike.travel.Coordinate;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCrews implements Crews {

    private static final String SELECTED =
            "SELECT *, array_to_string(materials, ',') AS material_words, array_to_string(skills, ',') AS skill_words FROM crew";

    private final JdbcClient jdbc;
    private final RecyclingSettings settings;

    JdbcCrews(JdbcClient jdbc, RecyclingSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public void add(Crew crew) {
        jdbc.sql("""
                INSERT INTO crew (
                    crew_id, name, latitude, longitude, plant_id, shift_start, shift_end, break_start, break_minutes,
                    max_kilograms, max_litres, materials, skills, registered_at)
                VALUES (
                    :id, :name, :latitude, :longitude, :plantId, :start, :end, :breakStart, :breakMinutes, :kilograms,
                    :litres, :materials, :skills, :at)
                """)
                .param("id", crew.id())
                .param("name", crew.name())
                .param("latitude", crew.depot().latitude())
                .param("longitude", crew.depot().longitude())
                .param("plantId", crew.plantId())
                .param("start", crew.shiftStart())
                .param("end", crew.shiftEnd())
                .param("breakStart", crew.breakStart())
                .param("breakMinutes", crew.breakMinutes())
                .param("kilograms", crew.maxKilograms())
                .param("litres", crew.maxLitres())
                .param("materials", words(crew.materials()))
                .param("skills", words(crew.skills()))
                .param("at", Row.utc(crew.registeredAt()))
                .update();
    }

    private static String[] words(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Wire::word).sorted().toArray(String[]::new);
    }

    @Override
    public Optional<Crew> findCrew(UUID crewId) {
        return jdbc.sql(SELECTED + " WHERE crew_id = :id")
                .param("id", crewId)
                .query(Row.to(JdbcCrews::crew))
                .optional();
    }

    @Override
    public Optional<Crew> findCrewLocked(UUID crewId) {
        return jdbc.sql(SELECTED + " WHERE crew_id = :id FOR UPDATE")
                .param("id", crewId)
                .query(Row.to(JdbcCrews::crew))
                .optional();
    }

    @Override
    public void lockAll() {
        jdbc.sql("SELECT FROM crew ORDER BY crew_id FOR NO KEY UPDATE")
                .query((_, _) -> true)
                .list();
    }

    @Override
    public List<Crew> listCrews() {
        return jdbc.sql(SELECTED + " ORDER BY name, crew_id")
                .query(Row.to(JdbcCrews::crew))
                .list();
    }

    @Override
    public Crew.Shift shift(UUID crewId, LocalDate day) {
        return jdbc.sql("SELECT ended_at FROM crew_shift WHERE crew_id = :id AND day = :day")
                .param("id", crewId)
                .param("day", day)
                .query(Row.to(row -> row.findInstant("ended_at").isPresent() ? Crew.Shift.ENDED : Crew.Shift.STARTED))
                .optional()
                .orElse(Crew.Shift.NOT_STARTED);
    }

    @Override
    public void startShift(UUID crewId, LocalDate day, Instant at) {
        jdbc.sql("INSERT INTO crew_shift (crew_id, day, started_at) VALUES (:id, :day, :at)")
                .param("id", crewId)
                .param("day", day)
                .param("at", Row.utc(at))
                .update();
    }

    @Override
    public void endShift(UUID crewId, LocalDate day, long metres, Instant at) {
        jdbc.sql("UPDATE crew_shift SET ended_at = :at, metres = :metres WHERE crew_id = :id AND day = :day")
                .param("at", Row.utc(at))
                .param("metres", metres)
                .param("id", crewId)
                .param("day", day)
                .update();
    }

    @Override
    public Loaded loaded(UUID crewId) {
        return jdbc.sql("""
                SELECT coalesce(sum(grams), 0)::bigint AS grams, coalesce(sum(litres), 0)::bigint AS litres FROM stop
                WHERE crew_id = :id AND state = 'finished' AND outcome IN ('collected', 'partly')
                  AND unloading_id IS NULL
                """)
                .param("id", crewId)
                .query(Row.to(row -> new Loaded(row.number("grams"), row.number("litres"))))
                .single();
    }

    @Override
    public void addUnloading(UUID unloadingId, Crew crew, Loaded loaded, long metres, Instant at) {
        jdbc.sql("""
                INSERT INTO unloading (unloading_id, crew_id, plant_id, grams, litres, metres, at)
                VALUES (:id, :crewId, :plantId, :grams, :litres, :metres, :at)
                """)
                .param("id", unloadingId)
                .param("crewId", crew.id())
                .param("plantId", crew.plantId())
                .param("grams", loaded.grams())
                .param("litres", loaded.litres())
                .param("metres", metres)
                .param("at", Row.utc(at))
                .update();
        jdbc.sql("""
                UPDATE stop SET unloading_id = :id
                WHERE crew_id = :crewId AND state = 'finished' AND outcome IN ('collected', 'partly')
                  AND unloading_id IS NULL
                """).param("id", unloadingId).param("crewId", crew.id()).update();
    }

    @Override
    public Optional<Coordinate> findLastPlace(UUID crewId, LocalDate day) {
        return jdbc.sql("""
                SELECT latitude, longitude FROM (
                    SELECT finished_at AS at, latitude, longitude FROM stop_seen
                    WHERE crew_id = :id AND day = :day AND state = 'finished'
                    UNION ALL
                    SELECT u.at, p.latitude, p.longitude FROM unloading u JOIN plant p USING (plant_id)
                    WHERE u.crew_id = :id AND (u.at AT TIME ZONE :zone)::date = :day
                ) AS been ORDER BY at DESC LIMIT 1
                """)
                .param("id", crewId)
                .param("day", day)
                .param("zone", settings.zone().getId())
                .query(Row.to(row -> new Coordinate(row.real("latitude"), row.real("longitude"))))
                .optional();
    }

    @Override
    public void add(Plant plant) {
        jdbc.sql("""
                INSERT INTO plant (plant_id, name, latitude, longitude, registered_at)
                VALUES (:id, :name, :latitude, :longitude, :at)
                """)
                .param("id", plant.id())
                .param("name", plant.name())
                .param("latitude", plant.place().latitude())
                .param("longitude", plant.place().longitude())
                .param("at", Row.utc(plant.registeredAt()))
                .update();
    }

    @Override
    public Optional<Plant> findPlant(UUID plantId) {
        return jdbc.sql("SELECT * FROM plant WHERE plant_id = :id")
                .param("id", plantId)
                .query(Row.to(JdbcCrews::plant))
                .optional();
    }

    @Override
    public List<Plant> listPlants() {
        return jdbc.sql("SELECT * FROM plant ORDER BY name, plant_id")
                .query(Row.to(JdbcCrews::plant))
                .list();
    }

    private static Plant plant(Row row) throws SQLException {
        return new Plant(
                row.uuid("plant_id"),
                row.text("name"),
                new Coordinate(row.real("latitude"), row.real("longitude")),
                row.instant("registered_at"));
    }

    private static Crew crew(Row row) throws SQLException {
        return new Crew(
                row.uuid("crew_id"),
                row.text("name"),
                new Coordinate(row.real("latitude"), row.real("longitude")),
                row.uuid("plant_id"),
                row.integer("shift_start"),
                row.integer("shift_end"),
                row.integer("break_start"),
                row.integer("break_minutes"),
                row.integer("max_kilograms"),
                row.integer("max_litres"),
                constants(Material.class, row.text("material_words")),
                constants(Skill.class, row.text("skill_words")),
                row.instant("registered_at"));
    }

    private static <E extends Enum<E>> Set<E> constants(Class<E> type, String words) {
        return Stream.of(words.split(",", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> Wire.constant(type, word))
                .collect(Collectors.toUnmodifiableSet());
    }
}
