package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificatePathsTests {

    private static final UnaryOperator<String> LISTS = path -> path.equals("/etc/haproxy/list")
            ? "# who is who\n/etc/haproxy/certs/a.pem [alpn h2] www.foobar.com foobar.com\n  /etc/ssl/b\n"
            : "";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bind *:443 ssl crt /etc/haproxy/certs/www.foobar.com.pem            | [/etc/haproxy/certs/www.foobar.com.pem]
            bind :443 ssl crt /etc/ssl/site.pem alpn h2,http/1.1               | [/etc/ssl/site.pem]
            bind :443 ssl crt "/etc/ssl/site.pem"                              | [/etc/ssl/site.pem]
            bind :443 ssl crt '/etc/ssl/site.pem'                              | [/etc/ssl/site.pem]
            bind :443 ssl crt /etc/haproxy/certs/                              | [/etc/haproxy/certs/www.foobar.com.pem]
            bind :443 ssl crt /etc/haproxy/certs                               | [/etc/haproxy/certs/www.foobar.com.pem]
            bind :443 ssl crt /etc/letsencrypt/live/www.foobar.com/haproxy.pem | [/etc/letsencrypt/live/www.foobar.com/haproxy.pem]
            bind :443 ssl crt /a.pem crt /b.pem                                | [/a.pem, /b.pem]
            bind :443 ssl crt /a.pem crt /a.pem                                | [/a.pem]
            bind :443 ssl crt /etc/haproxy/../ssl/./site.pem                   | [/etc/ssl/site.pem]
            bind :443 ssl crt /../../site.pem                                  | [/site.pem]
            bind :443 ssl crt site.pem                                         | []
            # bind :443 ssl crt /etc/ssl/old.pem                               | []
            bind :443 # ssl crt /etc/ssl/old.pem                               | []
            bind :443 ssl strict-sni crt-list /etc/haproxy/list                | [/etc/haproxy/certs/a.pem, /etc/ssl/b]
            bind :443 ssl crt-list /etc/haproxy/none                           | []
            bind :443 ssl default-crt /a.pem crt /b.pem                        | [/a.pem, /b.pem]
            ssl-f-use crt /a.crt key /a.key                                    | [/a.crt, /a.key]
            bind :80                                                           | []
            """)
    void findsWhatABindLineNames(String line, String paths) {
        assertThat(CertificatePaths.inHaproxy("frontend www\n    " + line + "\n    mode http\n", LISTS))
                .hasToString(paths);
    }

    @Test
    void looksForRelativePathsUnderCrtBase() {
        String configuration = """
                global
                    crt-base "/etc/ssl/private/"
                frontend www
                    bind *:443 ssl crt www.foobar.com.pem crt /etc/haproxy/other.pem
                """;
        assertThat(CertificatePaths.inHaproxy(configuration, LISTS))
                .containsExactly("/etc/ssl/private/www.foobar.com.pem", "/etc/haproxy/other.pem");
    }

    @Test
    void findsCertificateAndKeyOfAStore() {
        String configuration = """
                crt-store site
                    crt-base /etc/ssl/certs
                    key-base /etc/ssl/private/
                    load crt "www.foobar.com.pem" key "www.foobar.com.key" alias "www"
                frontend www
                    bind :443 ssl crt "@site/www"
                """;
        assertThat(CertificatePaths.inHaproxy(configuration, LISTS))
                .contains("/etc/ssl/certs/www.foobar.com.pem", "/etc/ssl/private/www.foobar.com.key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ssl_certificate /etc/ssl/site.pem;                                | [/etc/ssl/site.pem]
            ssl_certificate_key     /etc/ssl/private/site.key ;               | [/etc/ssl/private/site.key]
            ssl_certificate "/etc/ssl/site.pem";                              | [/etc/ssl/site.pem]
            ssl_certificate certs/site.pem;                                   | [/etc/nginx/certs/site.pem]
            ssl_trusted_certificate /etc/ssl/chain.pem;                       | [/etc/ssl/chain.pem]
            ssl_certificate /a.pem; ssl_certificate_key /a.key;               | [/a.pem, /a.key]
            server { listen 443 ssl; ssl_certificate /a.pem; }                | [/a.pem]
            # ssl_certificate /etc/ssl/old.pem;                               | []
            ssl_certificate /etc/ssl/$ssl_server_name.pem;                    | []
            ssl_certificate_by_lua_file /etc/x.lua;                           | []
            proxy_ssl_certificate /etc/ssl/client.pem;                        | []
            """)
    void findsWhatAnNginxSiteNames(String line, String paths) {
        assertThat(CertificatePaths.inNginx("server {\n    " + line + "\n}\n")).hasToString(paths);
    }
}
