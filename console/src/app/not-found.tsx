import { Link } from '@tanstack/react-router';
import { Empty } from '../ui/states.tsx';

export const NotFound = () => (
  <main>
    <Empty title="There is no page at this address" action={<Link to="/campaigns">All campaigns</Link>}>
      It may have been cut off when it was copied.
    </Empty>
  </main>
);
