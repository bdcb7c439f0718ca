package io.yike.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;

class WireEnumsTest {

    private final DefaultFormattingConversionService conversions = new DefaultFormattingConversionService();

    WireEnumsTest() {
        conversions.addConverter(new WireEnums());
    }

    @Test
    void readsAndWritesTheWireValue() {
        assertThat(conversions.convert("at_pickup", Stage.class)).isEqualTo(Stage.AT_PICKUP);
        assertThat(conversions.convert(Stage.AT_PICKUP, String.class)).isEqualTo("at_pickup");
    }

    @Test
    void readsAConstantWithABody() {
        assertThat(conversions.convert("delivered", Stage.class)).isEqualTo(Stage.DELIVERED);
        assertThat(conversions.convert(Stage.DELIVERED, String.class)).isEqualTo("delivered");
    }

    @Test
    void readsAList() {
        var stages = new TypeDescriptor(
                ResolvableType.forType(new ParameterizedTypeReference<List<Stage>>() {}), null, null);

        assertThat(conversions.convert(
                        new String[] {"delivered", "at_pickup"}, TypeDescriptor.valueOf(String[].class), stages))
                .isEqualTo(List.of(Stage.DELIVERED, Stage.AT_PICKUP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT_PICKUP", "At_Pickup", "elsewhere", ""})
    void refusesWhatIsNoWireValue(String text) {
        assertThatThrownBy(() -> conversions.convert(text, Stage.class))
                .isInstanceOf(ConversionFailedException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT_PICKUP", "elsewhere", "", " "})
    void isNotOutwittedByTheBinder(String text) {
        ConfigurableWebBindingInitializer initializer = new ConfigurableWebBindingInitializer();
        initializer.setConversionService(new StrictConversions(conversions));
        WebDataBinder binder = new WebDataBinder(null);
        initializer.initBinder(binder);

        assertThat(binder.convertIfNecessary("at_pickup", Stage.class)).isEqualTo(Stage.AT_PICKUP);
        assertThatThrownBy(() -> binder.convertIfNecessary(text, Stage.class))
                .isInstanceOf(TypeMismatchException.class)
                .hasStackTraceContaining("not a value of Stage");
    }

    private enum Stage {
        AT_PICKUP("at_pickup"),
        DELIVERED("delivered") {};

        private final String value;

        Stage(String value) {
            this.value = value;
        }

        @Override
        public String toString() {
            return value;
        }
    }
}
