package io.yike.recycling;

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

/// The shape of the service: adapter → root → domain in each capability, and a forecast that knows no framework.
@AnalyzeClasses(packages = "io.yike.recycling", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule domainsKnowNoFramework = classes()
            .that()
            .resideInAPackage("io.yike.recycling.*.domain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify..", "io.yike.recycling.*.domain", "io.yike.payments", "io.yike.travel");

    @ArchTest
    static final ArchRule theForecastKnowsOnlyItself = classes()
            .that()
            .resideInAPackage("io.yike.recycling.forecast")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.yike.recycling.forecast");

    @ArchTest
    static final ArchRule theRoutePlannerKnowsOnlyItself = classes()
            .that()
            .resideInAPackage("io.yike.recycling.routes")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.yike.recycling.routes");

    @ArchTest
    static final ArchRule rootsDoNotKnowTheirAdapters = noClasses()
            .that()
            .resideOutsideOfPackage("io.yike.recycling.*.adapter")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.yike.recycling.*.adapter");

    @ArchTest
    static final ArchRule adaptersStayAmongThemselves = classes()
            .that()
            .resideInAPackage("io.yike.recycling.*.adapter")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule generatedTypesStayInAdapters = noClasses()
            .that()
            .resideOutsideOfPackages("io.yike.recycling.*.adapter", "io.yike.recycling.wire")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.yike.contracts..");

    @ArchTest
    static final ArchRule onlyAdaptersSpeakTheWire = classes()
            .that()
            .resideInAPackage("io.yike.recycling.wire")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("io.yike.recycling.*.adapter", "io.yike.recycling.wire");

    @ArchTest
    static final ArchRule capabilitiesFormNoCircle = slices().matching("io.yike.recycling.(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage("..adapter"), resideInAPackage("io.yike.recycling.."));

    @ArchTest
    static final ArchRule controllersAreAdapters = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .resideInAPackage("io.yike.recycling.*.adapter");

    @ArchTest
    static final ArchRule timeComesIn =
            noClasses().should().callMethod(Instant.class, "now").orShould().callMethod(LocalDate.class, "now");
}
