import { createTheme, MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Failure } from '../api/failure.ts';
import { sessionQuery } from '../api/queries.ts';
import { makeRouter } from './router.tsx';
import { SettingsProvider } from './settings.tsx';

const theme = createTheme({
  primaryColor: 'blue',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 6,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'filled' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.45 },
        // It is the head of a dialog, and no second one of the page.
        attributes: { header: { role: 'presentation' } },
      },
    },
  },
});

const client = new QueryClient({
  queryCache: new QueryCache({
    onError: error => {
      // The token was revoked or has run out: who is asked again.
      if (error instanceof Failure && error.status === 401)
        client.setQueryData(sessionQuery.queryKey, undefined);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the service says is wrong stays wrong; what did not reach it may.
      retry: (times, error) =>
        times < 2 && (!(error instanceof Failure) || error.status === 0 || error.status === 503),
    },
  },
});

const router = makeRouter(client);

export function App({ nonce }: { nonce: string | undefined }) {
  return (
    <QueryClientProvider client={client}>
      {/* Its variables are in its style sheet, and ours over them in style.css: no style element has to be made of them. */}
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
        getStyleNonce={() => nonce ?? ''}
      >
        <SettingsProvider>
          <ModalsProvider>
            <Notifications position="bottom-right" limit={4} />
            <RouterProvider router={router} />
          </ModalsProvider>
        </SettingsProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}
