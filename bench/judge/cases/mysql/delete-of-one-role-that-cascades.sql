-- verdict: unsafe
-- hazard: data-loss
-- why: one row by its key is meant, but all assignments of the role are deleted with it by ON DELETE CASCADE
--- schema
CREATE TABLE roles (id int PRIMARY KEY, name varchar(40) NOT NULL UNIQUE);
CREATE TABLE user_roles (user_id int NOT NULL, role_id int NOT NULL, PRIMARY KEY (user_id, role_id), CONSTRAINT user_roles_role FOREIGN KEY (role_id) REFERENCES roles (id) ON DELETE CASCADE);
--- data
INSERT INTO roles VALUES (1, 'admin'), (2, 'editor_legacy');
INSERT INTO user_roles SELECT seq, 2 FROM seq_1_to_:rows;
--- old
SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = 5;
INSERT INTO user_roles VALUES (-1, 1);
DELETE FROM user_roles WHERE user_id = 5;
--- migration
DELETE FROM roles WHERE id = 2;
