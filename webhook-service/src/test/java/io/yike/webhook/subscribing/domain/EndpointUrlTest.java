package io.yike.webhook.subscribing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.webhook.subscribing.domain.EndpointUrl.Parsed;
import io.yike.webhook.subscribing.domain.EndpointUrl.Rules;
import io.yike.webhook.subscribing.domain.EndpointUrl.Why;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {

    private static final Rules STRICT = new Rules(false, new AddressRules(List.of()));
    private static final Rules LOCAL = new Rules(true, new AddressRules(List.of("127.0.0.0/8")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/yike",
                "HTTPS://Hooks.Example.COM/yike?key=a%20b&x=1",
                "https://hooks.example.com",
                "https://hooks.example.com.:8443/",
                "https://1.1.1.1/",
                "https://[2606:4700:4700::1111]:8443/hook",
                "https://3com.example/",
                "https://xn--fsqu00a.xn--0zwm56d/hook"
            })
    void isWhatAnybodyWouldCall(String url) {
        assertThat(EndpointUrl.parse(url, STRICT)).isInstanceOf(Parsed.Good.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://hooks.example.com/|URL_SCHEME_NOT_ALLOWED",
                "ftp://hooks.example.com/|URL_SCHEME_NOT_ALLOWED",
                "file:///etc/passwd|URL_SCHEME_NOT_ALLOWED",
                "gopher://hooks.example.com/|URL_SCHEME_NOT_ALLOWED",
                "javascript:alert(1)|URL_SCHEME_NOT_ALLOWED",
                "hooks.example.com|URL_SCHEME_NOT_ALLOWED",
                "//hooks.example.com/|URL_SCHEME_NOT_ALLOWED",
                "https:hooks.example.com|URL_MALFORMED",
                "https:///hook|URL_MALFORMED",
                "https://|URL_MALFORMED",
                "https://hooks.example.com/a b|URL_MALFORMED",
                "https://hooks.example.com\\@10.0.0.1/|URL_MALFORMED",
                "https://user:secret@hooks.example.com/|URL_USER_INFO_NOT_ALLOWED",
                "https://user@hooks.example.com/|URL_USER_INFO_NOT_ALLOWED",
                "https://@hooks.example.com/|URL_USER_INFO_NOT_ALLOWED",
                "https://1.1.1.1@127.0.0.1/|URL_USER_INFO_NOT_ALLOWED",
                "https://hooks.example.com/#part|URL_FRAGMENT_NOT_ALLOWED",
                "https://hooks.example.com:0/|URL_PORT_NOT_ALLOWED",
                "https://hooks.example.com:/|URL_PORT_NOT_ALLOWED",
                "https://hooks.example.com:65536/|URL_PORT_NOT_ALLOWED",
                "https://hooks.example.com:99999999999/|URL_HOST_NOT_ALLOWED",
                "https://localhost/|URL_HOST_NOT_ALLOWED",
                "https://LOCALHOST:8443/|URL_HOST_NOT_ALLOWED",
                "https://api.localhost./|URL_HOST_NOT_ALLOWED",
                "https://2130706433/|URL_HOST_NOT_ALLOWED",
                "https://0x7f000001/|URL_HOST_NOT_ALLOWED",
                "https://0x7f.0.0.1/|URL_HOST_NOT_ALLOWED",
                "https://0177.0.0.1/|URL_HOST_NOT_ALLOWED",
                "https://127.1/|URL_HOST_NOT_ALLOWED",
                "https://1.1.1.01/|URL_HOST_NOT_ALLOWED",
                "https://%31%32%37.0.0.1/|URL_HOST_NOT_ALLOWED",
                "https://my_host.example.com/|URL_HOST_NOT_ALLOWED",
                "https://[fe80::1%25eth0]/|URL_HOST_NOT_ALLOWED",
                "https://127.0.0.1/|URL_ADDRESS_NOT_ALLOWED",
                "https://169.254.169.254/latest/meta-data|URL_ADDRESS_NOT_ALLOWED",
                "https://10.1.2.3:8443/|URL_ADDRESS_NOT_ALLOWED",
                "https://0.0.0.0/|URL_ADDRESS_NOT_ALLOWED",
                "https://[::1]/|URL_ADDRESS_NOT_ALLOWED",
                "https://[::ffff:127.0.0.1]/|URL_ADDRESS_NOT_ALLOWED",
                "https://[64:ff9b::7f00:1]/|URL_ADDRESS_NOT_ALLOWED",
                "https://[fd00:ec2::254]/|URL_ADDRESS_NOT_ALLOWED"
            })
    void isRefusedForAReason(String url, Why why) {
        assertThat(EndpointUrl.parse(url, STRICT)).isEqualTo(new Parsed.Bad(why));
    }

    @Test
    void isWrittenAsItStandsInTheDns() {
        assertThat(good("https://例子.测试:8443/hook", STRICT)).isEqualTo("https://xn--fsqu00a.xn--0zwm56d:8443/hook");
        assertThat(good("https://bücher.example/päth", STRICT)).isEqualTo("https://xn--bcher-kva.example/p%C3%A4th");
    }

    /// Full-width digits and dots are digits and dots to the DNS.
    @ParameterizedTest
    @ValueSource(strings = {"https://１２７.０.０.１/", "https://127。0。0。1/", "https://①②⑦.0.0.1/"})
    void isJudgedAsTheDnsReadsIt(String url) {
        assertThat(EndpointUrl.parse(url, STRICT)).isEqualTo(new Parsed.Bad(Why.URL_ADDRESS_NOT_ALLOWED));
    }

    @Test
    void mayBeOnThisMachineWhereTheConfigurationSaysSo() {
        assertThat(good("http://127.0.0.1:8080/hook", LOCAL)).isEqualTo("http://127.0.0.1:8080/hook");
        assertThat(good("http://localhost:8080/hook", LOCAL)).isEqualTo("http://localhost:8080/hook");
        assertThat(EndpointUrl.parse("http://10.0.0.1/", LOCAL)).isEqualTo(new Parsed.Bad(Why.URL_ADDRESS_NOT_ALLOWED));
    }

    @Test
    void hasAnEnd() {
        String url = "https://hooks.example.com/" + "a".repeat(10_000);

        assertThat(EndpointUrl.parse(url, STRICT)).isEqualTo(new Parsed.Bad(Why.URL_MALFORMED));
    }

    private static String good(String url, Rules rules) {
        return switch (EndpointUrl.parse(url, rules)) {
            case Parsed.Good(EndpointUrl good) -> good.toString();
            case Parsed.Bad(Why why) -> "refused: " + why;
        };
    }
}
