-- migrate:up
A;
