create table bb (a varbinary(5) default x'00ff41', b binary(3) default 'ab', c varbinary(4) default '', d varbinary(4) default x'ff',
    e varbinary(9) default 'é', g varbinary(4) default '\0', h binary(3) default x'', i varbinary(3) default x'2741');
