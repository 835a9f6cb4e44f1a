SELECT obj_description('t_x'::regclass), obj_description('t_id_seq'::regclass)
