-- +goose Up
A;
