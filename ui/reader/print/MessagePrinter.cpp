// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/print/MessagePrinter.h"

#include "core/engine/AttachmentDesk.h"
#include "core/engine/Engine.h"
#include "core/mime/FileName.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/reader/AttachmentActions.h"
#include "ui/reader/print/HtmlSheet.h"
#include "ui/reader/print/PrintedMessage.h"

#include <QDir>
#include <QPointer>
#include <QPrintDialog>
#include <QPrinter>
#include <QTextDocument>
#include <QThreadPool>

namespace tern::ui {

namespace {

/// On another thread; `then` on this one, while `context` lives.
template <typename Value>
void elsewhere(QObject *context, std::function<Value()> work, std::function<void(Value)> then)
{
    QThreadPool::globalInstance()->start([guard = QPointer(context), work = std::move(work), then = std::move(then)] {
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, then, value = work()] {
            if (guard)
                then(value);
        }, Qt::QueuedConnection);
    });
}

} // namespace

MessagePrinter::MessagePrinter(const WindowContext &context, QWidget *window) : QObject(window), m_context(context), m_window(window) {}

void MessagePrinter::makePdf(const engine::OpenedMessagePtr &message, const Form &form, std::function<void(QByteArray)> done)
{
    if (!form.isHtml) {
        return elsewhere<QByteArray>(this, [message] { return asPdf(*printedText(*message), message->parsed.subject); }, std::move(done));
    }
    auto *sheet = new HtmlSheet(m_context, message, form.withRemote, this);
    sheet->load([guard = QPointer(sheet), done = std::move(done)](HtmlView *view) {
        if (!view)
            return done({});
        view->toPdf(usualPage(), [guard, done](const QByteArray &bytes) {
            done(bytes);
            if (guard)
                guard->finish();
        });
    });
}

void MessagePrinter::savePdf(const engine::OpenedMessagePtr &message, const Form &form)
{
    QString name = mime::sanitisedFileName(message->parsed.subject.simplified().left(80).replace(u'/', u'-').replace(u'\\', u'-'));
    if (name.isEmpty())
        name = tr("Message");
    askForFile(m_window, tr("Save as a PDF"), name + QStringLiteral(".pdf"), [this, message, form](const QString &file, bool replace) {
        makePdf(message, form, [this, file, replace](const QByteArray &bytes) {
            if (bytes.isEmpty())
                return Q_EMIT said(tr("The PDF could not be made."));
            m_context.engine.attachments().saveBytes(bytes, file, replace ? engine::Overwrite::Asked : engine::Overwrite::Never, onUi(this, [this, file](Result<void> saved) {
                if (!saved)
                    Q_EMIT failed(saved.error());
                else
                    Q_EMIT said(tr("Saved %1").arg(QDir::toNativeSeparators(file)));
            }));
        });
    });
}

void MessagePrinter::print(const engine::OpenedMessagePtr &message, const Form &form)
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setPageLayout(usualPage());
    printer->setDocName(message->parsed.subject.isEmpty() ? QStringLiteral("Tern") : message->parsed.subject.simplified().left(120));
    auto *dialog = new QPrintDialog(printer.get(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Print"));
    connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), this, [this, message, form, printer] { printTo(message, form, printer); });
    dialog->open();
}

void MessagePrinter::printTo(const engine::OpenedMessagePtr &message, const Form &form, std::shared_ptr<QPrinter> printer)
{
    const auto tell = [this](bool printed) { Q_EMIT said(printed ? tr("Sent to the printer") : tr("The message could not be printed.")); };
    if (!form.isHtml) {
        return elsewhere<bool>(this, [message, printer] {
            printer->setPageMargins({});     // the document brings 20 mm of its own
            putOnPaper(*printedText(*message), *printer);
            return printer->printerState() != QPrinter::Error && printer->printerState() != QPrinter::Aborted;
        }, tell);
    }
    auto *sheet = new HtmlSheet(m_context, message, form.withRemote, this);
    sheet->load([guard = QPointer(sheet), printer, tell](HtmlView *view) {
        if (!view)
            return tell(false);
        view->print(*printer, [guard, printer, tell](bool printed) {
            tell(printed);
            if (guard)
                guard->finish();
        });
    });
}

} // namespace tern::ui
