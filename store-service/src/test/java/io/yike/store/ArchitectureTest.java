package io.yike.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/// The shape of the service: adapter → root → domain in each capability, and a ranking that knows no framework.
@AnalyzeClasses(packages = "io.yike.store", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule domainsAndTheRankingKnowNoFramework = classes()
            .that()
            .resideInAnyPackage("io.yike.store.*.domain", "io.yike.store.ranking")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.yike.store.*.domain",
                    "io.yike.store.ranking",
                    "io.yike.payments",
                    "io.yike.travel");

    @ArchTest
    static final ArchRule rootsDoNotKnowTheirAdapters = noClasses()
            .that()
            .resideOutsideOfPackage("io.yike.store.*.adapter")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.yike.store.*.adapter");

    @ArchTest
    static final ArchRule generatedTypesStayInAdapters = noClasses()
            .that()
            .resideOutsideOfPackage("io.yike.store.*.adapter")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.yike.contracts..");

    @ArchTest
    static final ArchRule timeComesIn = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);
}
