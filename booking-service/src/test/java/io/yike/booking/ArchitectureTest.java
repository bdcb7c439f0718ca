package io.yike.booking;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.web.bind.annotation.RestController;

/// The shape of the service: adapter → root → domain in each capability, and no way round.
@AnalyzeClasses(packages = "io.yike.booking", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule domainsKnowNoFramework = classes()
            .that()
            .resideInAPackage("io.yike.booking.*.domain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.yike.booking.*.domain", "io.yike.payments");

    @ArchTest
    static final ArchRule rootsDoNotKnowTheirAdapters = noClasses()
            .that()
            .resideOutsideOfPackage("io.yike.booking.*.adapter")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.yike.booking.*.adapter");

    @ArchTest
    static final ArchRule adaptersStayAmongThemselves = classes()
            .that()
            .resideInAPackage("io.yike.booking.*.adapter")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule generatedTypesStayInAdapters = noClasses()
            .that()
            .resideOutsideOfPackages("io.yike.booking.*.adapter", "io.yike.booking.wire")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.yike.contracts..");

    @ArchTest
    static final ArchRule onlyAdaptersSpeakTheWire = classes()
            .that()
            .resideInAPackage("io.yike.booking.wire")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("io.yike.booking.*.adapter", "io.yike.booking.wire");

    /// What adapters share speaks of spans and openings; nobody but adapters depends on it (see above).
    @ArchTest
    static final ArchRule capabilitiesFormNoCircle = slices().matching("io.yike.booking.(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage("..adapter"), resideInAPackage("io.yike.booking.wire"));

    @ArchTest
    static final ArchRule controllersAreAdapters = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .resideInAPackage("io.yike.booking.*.adapter");

    @ArchTest
    static final ArchRule timeComesIn = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);
}
