import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.processor.reports.enums.JobEndStatus;

/** Validates PDF files, and those in folders, against PDF/UA-1 and PDF/A-2a. */
public class Validate {
    static final Map<PDFAFlavour, String> CLAIMS = new LinkedHashMap<>();
    static {
        CLAIMS.put(PDFAFlavour.PDFUA_1, "PDF/UA-1");
        CLAIMS.put(PDFAFlavour.PDFA_2_A, "PDF/A-2a");
    }

    public static void main(String[] args) throws IOException {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        Set<Path> files = new TreeSet<>();
        for (String arg : args) {
            try (var paths = Files.walk(Path.of(arg))) {
                paths.filter(p -> p.toString().endsWith(".pdf")).forEach(files::add);
            }
        }
        Map<PDFAFlavour, Integer> compliant = new LinkedHashMap<>();
        CLAIMS.keySet().forEach(flavour -> compliant.put(flavour, 0));
        boolean good = !files.isEmpty();
        for (Path file : files) {
            for (PDFAFlavour flavour : CLAIMS.keySet()) {
                if (validate(file.toFile(), flavour)) {
                    compliant.merge(flavour, 1, Integer::sum);
                } else {
                    good = false;
                }
            }
        }
        StringBuilder line = new StringBuilder("veraPDF: " + files.size() + " files");
        CLAIMS.forEach((flavour, name) -> line.append(", " + name + " " + compliant.get(flavour) + " compliant"));
        System.out.println(line);
        System.exit(good ? 0 : 1);
    }

    /** Prints a line for every kind of failing check, with the first place that has it. */
    static boolean validate(File file, PDFAFlavour flavour) {
        String head = file + ": " + CLAIMS.get(flavour) + ": ";
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(List.of(flavour))) {
            ValidationResult result = validator.validateAll(parser).get(0);
            Set<Object> seen = new LinkedHashSet<>();
            for (TestAssertion check : result.getTestAssertions()) {
                if (check.getStatus() == TestAssertion.Status.FAILED && seen.add(check.getRuleId())) {
                    System.out.println(head + check.getRuleId().getClause() + " test " + check.getRuleId().getTestNumber()
                        + " (" + result.getFailedChecks().get(check.getRuleId()) + "): " + check.getMessage().strip()
                        + " At " + check.getLocation().getContext()
                        + (check.getErrorMessage() == null ? "" : ": " + check.getErrorMessage()));
                }
            }
            if (result.getJobEndStatus() != JobEndStatus.NORMAL) {
                System.out.println(head + "validation ended early: " + result.getJobEndStatus());
                return false;
            }
            return result.isCompliant();
        } catch (Exception e) {
            System.out.println(head + e);
            return false;
        }
    }
}
