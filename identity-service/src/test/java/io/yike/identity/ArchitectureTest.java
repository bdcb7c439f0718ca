package io.yike.identity;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.yike.identity", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_DOMAIN_KNOWS_NO_FRAMEWORK = classes()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "..domain..");

    @ArchTest
    static final ArchRule NOBODY_CALLS_AN_ADAPTER = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..adapter..");

    @ArchTest
    static final ArchRule WIRE_TYPES_STAY_IN_ADAPTERS = noClasses()
            .that()
            .resideOutsideOfPackage("..adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.yike.contracts..");

    @ArchTest
    static final ArchRule ADAPTERS_ARE_PACKAGE_PRIVATE =
            classes().that().resideInAPackage("..adapter").should().notBePublic();

    @ArchTest
    static final ArchRule CAPABILITIES_FORM_NO_CYCLE =
            slices().matching("io.yike.identity.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule TIME_COMES_IN = noClasses()
            .that(alwaysTrue())
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
