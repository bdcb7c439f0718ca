package io.yike.dispatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.web.bind.annotation.RestController;

/// The shape of the service: adapter → root → domain in each capability, and an assignment that knows no framework.
@AnalyzeClasses(packages = "io.yike.dispatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule domainsKnowNoFramework = classes()
            .that()
            .resideInAPackage("io.yike.dispatch.*.domain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify..", "io.yike.dispatch.*.domain", "io.yike.payments", "io.yike.travel");

    @ArchTest
    static final ArchRule theAssignmentKnowsOnlyItself = classes()
            .that()
            .resideInAPackage("io.yike.dispatch.assignment")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.yike.dispatch.assignment");

    @ArchTest
    static final ArchRule rootsDoNotKnowTheirAdapters = noClasses()
            .that()
            .resideOutsideOfPackage("io.yike.dispatch.*.adapter")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.yike.dispatch.*.adapter");

    @ArchTest
    static final ArchRule generatedTypesStayInAdapters = noClasses()
            .that()
            .resideOutsideOfPackages("io.yike.dispatch.*.adapter", "io.yike.dispatch.wire")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.yike.contracts..");

    @ArchTest
    static final ArchRule onlyAdaptersSpeakTheWire = classes()
            .that()
            .resideInAPackage("io.yike.dispatch.wire")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("io.yike.dispatch.*.adapter", "io.yike.dispatch.wire");

    @ArchTest
    static final ArchRule controllersAreAdapters = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .resideInAPackage("io.yike.dispatch.*.adapter")
            .andShould()
            .notBePublic();

    @ArchTest
    static final ArchRule timeComesIn =
            noClasses().should().callMethod(Instant.class, "now").orShould().callMethod(LocalDate.class, "now");
}
