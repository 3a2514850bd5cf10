import type pg from 'pg';
import type { Access } from './database.ts';

/*
 * PostgreSQL's planner takes every page for one that has to be fetched, and knows of one statement at a time. So it reads
 * a stretch of a large channel by the index of CreateAt, with the posts of all other channels, and for replies to some
 * roots the whole index of their channel too, for each stretch: by the square of the channel (PostgreSQL 15, EXPLAIN
 * ANALYZE). Units read all channels side by side, whose posts share their pages, so that most pages are there already;
 * its documentation lowers both costs then (postgresql.org/docs, Planner Cost Constants). Their proportion stays.
 */
const CHEAP = 'SET LOCAL seq_page_cost = 0.0025; SET LOCAL random_page_cost = 0.01';
const OWN = 'SET LOCAL seq_page_cost TO DEFAULT; SET LOCAL random_page_cost TO DEFAULT';
/** Outside of a transaction it changes nothing. */
const TRIAL = `SELECT set_config('seq_page_cost', current_setting('seq_page_cost'), true),
  set_config('random_page_cost', current_setting('random_page_cost'), true)`;

/** What pages cost in the planner's plans, in a transaction alone: a proxy may give the connection to others behind it. */
export class PageCosts {
  readonly #client: pg.Client;
  #access: Access = 'own';
  #maySet = false;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  /** To be called before a transaction begins, in which a statement that is refused would end everything. */
  async prepare(): Promise<void> {
    this.#maySet = await this.#client.query(TRIAL).then(
      () => true,
      () => false,
    );
  }

  /** To be called before a statement, and not beside another. */
  async use(access: Access): Promise<void> {
    if (!this.#maySet || access === this.#access) return;
    await this.#client.query(access === 'by-index' ? CHEAP : OWN);
    this.#access = access;
  }
}
