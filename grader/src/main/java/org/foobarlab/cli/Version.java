package org.foobarlab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tell the version that the build put into the program. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream stream = Version.class.getResourceAsStream("/org/foobarlab/build.properties")) {
            build.load(stream);
        }
        return new String[] {"Foobar Lab " + build.getProperty("version")};
    }
}
