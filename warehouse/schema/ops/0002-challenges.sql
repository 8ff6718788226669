-- What the owner is told of a challenge, and what of it the chat shows already.
ALTER TABLE challenges ADD COLUMN hint TEXT NOT NULL DEFAULT '';  -- what the site asks for, in its words or ours
ALTER TABLE challenges ADD COLUMN channel_id TEXT;                -- the owner's DM
ALTER TABLE challenges ADD COLUMN message_id TEXT;
ALTER TABLE challenges ADD COLUMN shown TEXT;                     -- the state the message tells

-- One code at a time for an account: nobody can answer the wrong one.
CREATE UNIQUE INDEX challenges_open ON challenges (platform, account) WHERE settled_at IS NULL;
