// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "ui/bridge/WindowContext.h"
#include "ui/outbox/Journey.h"

#include <QDialog>

class QScrollArea;
class QVBoxLayout;

namespace tern::ui {

/// The way of one message as far as Tern knows it, kept up to date while it is open. Where nobody knows whether it went, it says so and what can be done.
/// Thread: UI.
class JourneyDialog final : public QDialog {
    Q_OBJECT
public:
    JourneyDialog(const WindowContext &context, OutboxId item, QWidget *parent = nullptr);

private:
    void read();
    void fill(const LedgerEntry &entry);
    void addHeading(const QString &text);
    void addLine(const JourneyLine &line, UnixMillis now);
    void addChoices();

    WindowContext m_context;
    OutboxId m_item;
    QWidget *m_page = nullptr;
    QScrollArea *m_scroll = nullptr;
    QVBoxLayout *m_column = nullptr;
};

/// What the store knows of an item. Errors: NotFound.
[[nodiscard]] Result<LedgerEntry> ledgerEntry(store::StoreReader &reader, OutboxId item);

} // namespace tern::ui
