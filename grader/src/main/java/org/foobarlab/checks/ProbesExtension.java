package org.foobarlab.checks;

import org.foobarlab.probe.World;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Give a check the probes and the evidence that whoever runs it put into the launcher session's store. */
public final class ProbesExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create("org.foobarlab");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == World.class || type == Evidence.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE).get(type, type);
    }
}
