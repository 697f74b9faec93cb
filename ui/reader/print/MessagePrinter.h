// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"

#include <QObject>

#include <functional>
#include <memory>

class QPrinter;
class QWidget;

namespace tern::ui {

/// Prints a message, or makes a PDF of it, with its header above. Text is laid out by another thread, HTML by the view that shows it.
/// Thread: UI.
class MessagePrinter final : public QObject {
    Q_OBJECT
public:
    /// As which form, and what the person has consented to see in it.
    struct Form {
        bool isHtml = false;
        bool withRemote = false;        ///< pictures from other machines
    };
    /// \param window  dialogs stand before it
    MessagePrinter(const WindowContext &context, QWidget *window);

    /// Asks for a printer.
    void print(const engine::OpenedMessagePtr &message, const Form &form);
    void printTo(const engine::OpenedMessagePtr &message, const Form &form, std::shared_ptr<QPrinter> printer);
    /// Asks where.
    void savePdf(const engine::OpenedMessagePtr &message, const Form &form);
    /// \param done  empty: it could not be made
    void makePdf(const engine::OpenedMessagePtr &message, const Form &form, std::function<void(QByteArray)> done);

Q_SIGNALS:
    void failed(const tern::Error &error);
    void said(const QString &sentence);

private:
    WindowContext m_context;
    QWidget *m_window;
};

} // namespace tern::ui
