// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Session.h"

/// Every command: reads its arguments, does its work, returns the exit code. Thread: main.
namespace tern::cli {

struct Command {
    OptionRules rules;
    std::function<int(Session &, const Arguments &)> run;
};

int accountCommand(Session &session, const Arguments &arguments);
int syncCommand(Session &session, const Arguments &arguments);
int foldersCommand(Session &session, const Arguments &arguments);
int listCommand(Session &session, const Arguments &arguments);
int searchCommand(Session &session, const Arguments &arguments);
int showCommand(Session &session, const Arguments &arguments);
int parseCommand(Session &session, const Arguments &arguments);
int invitationCommand(Session &session, const Arguments &arguments);
int unsubscribeCommand(Session &session, const Arguments &arguments);
int journeyCommand(Session &session, const Arguments &arguments);
int composeCommand(Session &session, const Arguments &arguments);
int redirectCommand(Session &session, const Arguments &arguments);
int sendCommand(Session &session, const Arguments &arguments);
int outboxCommand(Session &session, const Arguments &arguments);
int moveCommand(Session &session, const Arguments &arguments);
int copyCommand(Session &session, const Arguments &arguments);
int deleteCommand(Session &session, const Arguments &arguments);
int flagCommand(Session &session, const Arguments &arguments);
int undoCommand(Session &session, const Arguments &arguments);
int operationsCommand(Session &session, const Arguments &arguments);
int identityCommand(Session &session, const Arguments &arguments);
int folderCommand(Session &session, const Arguments &arguments);
int certificateCommand(Session &session, const Arguments &arguments);
int doctorCommand(Session &session, const Arguments &arguments);
int exportCommand(Session &session, const Arguments &arguments);
int importCommand(Session &session, const Arguments &arguments);
int auditCommand(Session &session, const Arguments &arguments);

/// Tries for a bounded time to bring waiting operations to the server; says what still waits. Used by everything that changes mail.
void replayNow(Session &session, AccountId account, MailboxId mailbox);
/// Delivers what waits in an account's Outbox and prints how the item stands. \return the exit code.
int deliverNow(Session &session, AccountId account, OutboxId item);

} // namespace tern::cli
